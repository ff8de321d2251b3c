//! What to ask next: exactly the open facts that can still change something, most dependent verdicts first.

use std::collections::HashMap;

use super::answers::Answers;
use super::materials::Paper;
use super::{Ask, Need};
use crate::diagram::Root;

pub(super) fn questions(answers: &Answers<'_>, papers: &[Paper<'_>]) -> Vec<Ask> {
    let law = &answers.rulebook.law;
    let programs = law.programs.iter().map(|program| &program.id);
    let programs = programs.zip(answers.rulebook.programs.iter().map(|program| answers.left(program.told)));
    let totals = law.totals.iter().map(|total| &total.id);
    let totals = totals.zip(answers.rulebook.totals.iter().map(|total| answers.left(total.told)));
    let items = law.items.iter().map(|item| &item.id);
    let items = items.zip(answers.rulebook.items.iter().map(|item| answers.left(item.need)));
    let materials = law.materials.iter().map(|material| &material.id);
    let materials = materials
        .zip(papers)
        .filter(|(_, paper)| paper.need == Need::Undetermined)
        .map(|(id, paper)| (id, paper.left));

    let mut moves: Vec<Vec<String>> = law.facts.iter().map(|_| Vec::new()).collect();
    let mut known: HashMap<Root, Vec<usize>> = HashMap::new();
    for (id, left) in
        programs.chain(totals).chain(items).chain(materials).filter(|(_, left)| !left.is_terminal())
    {
        for fact in known.entry(left).or_insert_with(|| answers.open_facts(left)) {
            if let Some(moves) = moves.get_mut(*fact) {
                moves.push(id.clone());
            }
        }
    }
    let mut ask: Vec<Ask> = law
        .facts
        .iter()
        .zip(moves)
        .filter(|(_, moves)| !moves.is_empty())
        .map(|(fact, moves)| Ask { fact: fact.id.clone(), moves })
        .collect();
    ask.sort_by_key(|ask| std::cmp::Reverse(ask.moves.len()));
    ask
}
