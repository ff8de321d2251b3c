//! Which number has to do with which others.

/// Lists of numbers, side by side in one array.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    /// By list, where it begins; and where the last one ends.
    first: Vec<u32>,
    all: Vec<u32>,
}

impl Lists {
    /// So many lists, from pairs of a list and what it holds; each in the order of the pairs.
    pub fn new<I: Iterator<Item = (usize, u32)>>(count: usize, pairs: impl Fn() -> I) -> Lists {
        let mut first = vec![0_u32; count + 1];
        for (list, _) in pairs() {
            if let Some(next) = first.get_mut(list + 1) {
                *next += 1;
            }
        }
        let mut sum = 0;
        for at in &mut first {
            sum += *at;
            *at = sum;
        }
        let (mut next, mut all) = (first.clone(), vec![0; sum as usize]);
        for (list, number) in pairs() {
            let Some(at) = next.get_mut(list).filter(|_| list < count) else { continue };
            if let Some(slot) = all.get_mut(*at as usize) {
                *slot = number;
            }
            *at += 1;
        }
        Lists { first, all }
    }

    #[inline(always)]
    pub fn of(&self, list: usize) -> &[u32] {
        let (Some(from), Some(to)) = (self.first.get(list), self.first.get(list + 1)) else { return &[] };
        self.all.get(*from as usize..*to as usize).unwrap_or_default()
    }
}
