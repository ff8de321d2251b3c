//! What to ask next: exactly the open facts that can still change something, most dependent verdicts first.

use std::rc::Rc;

use super::Ask;
use super::answers::Answers;
use super::materials::Paper;
use crate::rulebook::Law;

pub(super) fn questions<'a>(answers: &Answers<'a>, papers: &[Paper<'_, '_>]) -> Vec<Ask<'a>> {
    let law = &answers.rulebook.law;
    let programs = law.programs.iter().map(|program| program.id.as_str());
    let programs = programs.zip(answers.rulebook.programs.iter().map(|program| answers.left(program.told)));
    let totals = law.totals.iter().map(|total| total.id.as_str());
    let totals = totals.zip(answers.rulebook.totals.iter().map(|total| answers.left(total.told)));
    let items = law.items.iter().map(|item| item.id.as_str());
    let items = items.zip(answers.rulebook.items.iter().map(|item| answers.left(item.need)));
    let decided = programs.chain(totals).chain(items).filter(|(_, left)| !left.is_terminal());
    let decided: Vec<(&str, Rc<[usize]>)> =
        decided.map(|(id, left)| (id, answers.open_facts(left))).collect();
    let papers =
        law.materials.iter().zip(papers).map(|(material, paper)| (&*material.id, &*paper.stand.open));
    asked(law, decided.iter().map(|(id, open)| (*id, &**open)).chain(papers))
}

/// From the facts that can move each subject to what each fact can move.
pub(crate) fn asked<'a, 'o>(
    law: &'a Law,
    open: impl Iterator<Item = (&'a str, &'o [usize])>,
) -> Vec<Ask<'a>> {
    let mut moves: Vec<Vec<&str>> = law.facts.iter().map(|_| Vec::new()).collect();
    for (id, facts) in open {
        for fact in facts {
            if let Some(moves) = moves.get_mut(*fact) {
                moves.push(id);
            }
        }
    }
    let mut ask: Vec<Ask<'a>> = law
        .facts
        .iter()
        .zip(moves)
        .filter(|(_, moves)| !moves.is_empty())
        .map(|(fact, moves)| Ask { fact: &fact.id, moves })
        .collect();
    crate::sort::by_key(&mut ask, |ask| std::cmp::Reverse(ask.moves.len()));
    ask
}
