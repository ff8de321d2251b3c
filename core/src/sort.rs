//! Lists in order, by one piece of code for all of them: the standard library makes its sorts anew for every type, which
//! is fast, and kilobytes of what browsers download for each. For lists that are short or seldom sorted.

use std::mem;

/// Puts a list in order by what is read off its members; those that are equal keep their order.
pub fn by_key<T, K: Ord>(list: &mut [T], key: impl Fn(&T) -> K) {
    by(list, |left, right| key(left) < key(right));
}

/// Puts a list in order by which of two comes before the other; those of which neither does keep their order.
pub fn by<T>(list: &mut [T], before: impl Fn(&T, &T) -> bool) {
    let is_before = |left, right| match (list.get(left), list.get(right)) {
        (Some(left), Some(right)) => before(left, right),
        (None, _) | (_, None) => false,
    };
    let mut order: Vec<usize> = (0..list.len()).collect();
    merge_sort(&mut order, &is_before);
    arrange(order, &mut |left, right| list.swap(left, right));
}

/// A list from the least to the greatest, each once.
pub fn each_once<T: Copy + Ord>(list: &mut Vec<T>) {
    by_key(list, |one| *one);
    list.dedup();
}

/// Numbers from the least to the greatest.
pub fn ascending(numbers: &mut Vec<usize>) {
    merge_sort(numbers, &|left, right| left < right);
}

/// Numbers from the least to the greatest, each once.
pub fn once(numbers: &mut Vec<usize>) {
    ascending(numbers);
    numbers.dedup();
}

/// Sorts by merging: runs of one, of two, of four, … What is in order already is only looked through.
#[inline(never)]
fn merge_sort(list: &mut Vec<usize>, before: &dyn Fn(usize, usize) -> bool) {
    let in_order = list.is_sorted_by(|left, right| !before(*right, *left));
    let mut width = if in_order { list.len() } else { 1 };
    while width < list.len() {
        let mut merged = Vec::with_capacity(list.len());
        for pair in list.chunks(width.saturating_mul(2)) {
            let (left, right) = pair.split_at(width.min(pair.len()));
            merge(left, right, before, &mut merged);
        }
        *list = merged;
        width = width.saturating_mul(2);
    }
}

fn merge(
    mut left: &[usize],
    mut right: &[usize],
    before: &dyn Fn(usize, usize) -> bool,
    merged: &mut Vec<usize>,
) {
    while let (Some((first, more_left)), Some((second, more_right))) =
        (left.split_first(), right.split_first())
    {
        if before(*second, *first) {
            merged.push(*second);
            right = more_right;
        } else {
            merged.push(*first);
            left = more_left;
        }
    }
    merged.extend_from_slice(left);
    merged.extend_from_slice(right);
}

/// Brings to every place the member that stood at the place told, circle by circle.
#[inline(never)]
fn arrange(mut from: Vec<usize>, swap: &mut dyn FnMut(usize, usize)) {
    for start in 0..from.len() {
        let mut place = start;
        while let Some(next) = from.get_mut(place).map(|from| mem::replace(from, place)) {
            if next == start {
                break;
            }
            swap(place, next);
            place = next;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lists of up to 40 small numbers, each member with its first place.
    fn lists() -> impl Iterator<Item = Vec<(usize, usize)>> {
        let mut seed = 7u64;
        let mut next = move |below: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) as usize % below
        };
        (0..2_000).map(move |n| (0..n % 41).map(|place| (next(12), place)).collect())
    }

    #[test]
    fn lists_are_ordered_as_the_standard_library_orders_them() {
        for list in lists() {
            let (mut ours, mut theirs) = (list.clone(), list);
            by_key(&mut ours, |(number, _)| *number);
            theirs.sort_by_key(|(number, _)| *number);
            assert_eq!(ours, theirs);
        }
    }

    #[test]
    fn numbers_are_ordered_as_the_standard_library_orders_them() {
        for list in lists() {
            let mut ours: Vec<usize> = list.into_iter().map(|(number, _)| number).collect();
            let mut theirs = ours.clone();
            once(&mut ours);
            theirs.sort_unstable();
            theirs.dedup();
            assert_eq!(ours, theirs);
        }
    }
}
