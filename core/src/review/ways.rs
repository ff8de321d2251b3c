//! What will do instead of a paper that is lacking, and what is the least to get.

use super::Way;
use super::answers::Answers;
use super::materials::Asked;

/// More combinations than this are not laid out: for each use the group that lacks least is taken.
const MOST_WAYS: usize = 64;

/// Papers that settle a paper together, and those of them that are still to be got; by material.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Settling {
    pub papers: Vec<usize>,
    pub lacks: Vec<usize>,
}

/// Each way to settle a paper for all the uses that are not settled yet, the cheapest first; nothing where only the
/// paper itself will do.
pub(super) fn ways<'u>(
    material: usize,
    open: impl Iterator<Item = &'u Asked<'u>> + Clone,
    serves: impl Fn(usize) -> bool,
) -> Vec<Settling> {
    if open.clone().any(|asked| asked.index.alternatives.is_empty()) {
        return Vec::new();
    }
    let lacking = |papers: &[usize]| papers.iter().filter(|paper| !serves(**paper)).count();
    let combinations =
        open.clone().map(|asked| asked.index.alternatives.len()).try_fold(1, usize::checked_mul);
    let mut ways: Vec<Vec<usize>> = vec![Vec::new()];
    for asked in open {
        let all = &asked.index.alternatives;
        let least = all.iter().min_by_key(|group| lacking(group));
        let groups: Vec<&Vec<usize>> = match combinations {
            Some(0..=MOST_WAYS) => all.iter().collect(),
            Some(_) | None => least.into_iter().collect(),
        };
        ways = ways.iter().flat_map(|way| groups.iter().map(|group| together(way, group))).collect();
    }
    ways.push(vec![material]);
    ways.sort_by(|left, right| (lacking(left), left.len(), left).cmp(&(lacking(right), right.len(), right)));
    ways.dedup();
    let mut kept: Vec<Settling> = Vec::new();
    for papers in ways {
        let lacks: Vec<usize> = papers.iter().copied().filter(|paper| !serves(*paper)).collect();
        // A way that lacks all that another lacks, and more, asks for too much.
        if !kept.iter().any(|way| way.lacks.iter().all(|paper| lacks.contains(paper))) {
            kept.push(Settling { papers, lacks });
        }
    }
    kept
}

fn together(way: &[usize], group: &[usize]) -> Vec<usize> {
    let mut papers: Vec<usize> = way.iter().chain(group).copied().collect();
    papers.sort_unstable();
    papers.dedup();
    papers
}

impl Settling {
    pub fn of<'a>(&self, answers: &Answers<'a>) -> Way<'a> {
        let materials = &answers.rulebook.law.materials;
        let ids = |papers: &[usize]| {
            papers
                .iter()
                .filter_map(|paper| materials.get(*paper))
                .map(|material| material.id.as_str())
                .collect()
        };
        Way { papers: ids(&self.papers), lacks: ids(&self.lacks) }
    }
}
