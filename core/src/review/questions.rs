//! What to ask next: exactly the open facts that can still change something, most dependent verdicts first.

use super::Ask;
use super::answers::Answers;
use super::materials::Paper;

pub(super) fn questions<'a>(answers: &Answers<'a>, papers: &[Paper<'_, '_>]) -> Vec<Ask<'a>> {
    let law = &answers.rulebook.law;
    let programs = law.programs.iter().map(|program| program.id.as_str());
    let programs = programs.zip(answers.rulebook.programs.iter().map(|program| answers.left(program.told)));
    let totals = law.totals.iter().map(|total| total.id.as_str());
    let totals = totals.zip(answers.rulebook.totals.iter().map(|total| answers.left(total.told)));
    let items = law.items.iter().map(|item| item.id.as_str());
    let items = items.zip(answers.rulebook.items.iter().map(|item| answers.left(item.need)));
    let mut moves: Vec<Vec<&str>> = law.facts.iter().map(|_| Vec::new()).collect();
    let mut move_by = |id: &'a str, facts: &[usize]| {
        for fact in facts {
            if let Some(moves) = moves.get_mut(*fact) {
                moves.push(id);
            }
        }
    };
    for (id, left) in programs.chain(totals).chain(items).filter(|(_, left)| !left.is_terminal()) {
        move_by(id, &answers.open_facts(left));
    }
    for (material, paper) in law.materials.iter().zip(papers) {
        move_by(&material.id, &paper.open);
    }
    let mut ask: Vec<Ask<'a>> = law
        .facts
        .iter()
        .zip(moves)
        .filter(|(_, moves)| !moves.is_empty())
        .map(|(fact, moves)| Ask { fact: &fact.id, moves })
        .collect();
    ask.sort_by_key(|ask| std::cmp::Reverse(ask.moves.len()));
    ask
}
