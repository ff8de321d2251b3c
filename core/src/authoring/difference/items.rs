//! Items: when they are needed, their limits, papers and order.

use super::super::words::{Lang, Words, form, kind, runs_from, supply, unit};
use super::both::Side;
use super::tables::{none, validity};
use super::{Page, Subject, both};
use crate::diagram::YES;
use crate::rulebook::{Item, Limit, Use};
use crate::text::Text;

const NEEDED: ((&str, &str), (&str, &str)) = (("需要办", "needed"), ("不需要办", "not needed"));
const ASKED: ((&str, &str), (&str, &str)) = (("要交", "asked for"), ("不用交", "not asked for"));

pub fn items(page: &mut Page<'_>) {
    let (before, after) = (page.both.before, page.both.after);
    let subject = |item: &Item| (Subject::new("item", &item.id, &item.name), item.needed_text.clone());
    // Versions of one item are told apart by the day from which they are in force, where there are several.
    let several = |id: &str| {
        [before, after].iter().any(|law| law.items.iter().filter(|item| item.id == id).count() > 1)
    };
    let key = |item: &Item| {
        let from = item.valid.from.filter(|_| several(&item.id)).map(|from| from.to_string());
        format!("{} {}", item.id, from.unwrap_or_default())
    };
    for (old, new) in page.pairs(&before.items, &after.items, key, subject) {
        let (subject, _) = subject(new);
        page.condition(
            &subject,
            ("什么时候要办", "when it is needed"),
            (&old.needed_when, &new.needed_when),
            NEEDED,
            YES,
        );
        details(page, &subject, old, new);
        limits(page, &subject, old, new);
        order(page, &subject, old, new);
        papers(page, old, new);
    }
}

fn details(page: &mut Page<'_>, subject: &Subject, old: &Item, new: &Item) {
    page.field(subject, ("名称", "name"), old.name.clone(), new.name.clone());
    page.field(subject, ("办理机关", "authority"), old.agency.clone(), new.agency.clone());
    page.field(
        subject,
        ("法条的说法", "the law’s words for when it is needed"),
        old.needed_text.clone(),
        new.needed_text.clone(),
    );
    let kinds = |item: &Item| both(|lang| kind(&item.kind, lang).to_owned());
    page.field(subject, ("类型", "kind"), kinds(old), kinds(new));
    let stages = |item: &Item| Text::new(&item.stage, &item.stage);
    page.field(subject, ("阶段", "stage"), stages(old), stages(new));
    let notes = |item: &Item| item.note.clone().unwrap_or_default();
    page.field(subject, ("备注", "note"), notes(old), notes(new));
    let outcome = |words: Words<'_>, item: &Item| {
        item.outcome.as_ref().map_or_else(|| none(words.lang), |outcome| words.material(outcome))
    };
    let before = both(|lang| outcome(page.older(lang), old));
    let after = both(|lang| outcome(page.newer(lang), new));
    page.field(subject, ("结果", "outcome"), before, after);
    let closed = |item: &Item| {
        both(|lang| {
            let words = if item.closed.is_some() {
                ("不得加收材料", "no further papers")
            } else {
                ("没有规定不得加收", "not closed to further papers")
            };
            lang.pick(words).to_owned()
        })
    };
    page.field(subject, ("能不能加收材料", "further papers"), closed(old), closed(new));
    page.bases(subject, &old.basis, &new.basis);
    validity(page, subject, old.valid, new.valid);
}

/// A limit with all that it says.
pub fn limit_said(limit: &Limit, lang: Lang) -> String {
    let mut said = format!("{} {}", runs_from(limit.from, lang), unit(limit.days, limit.unit, lang));
    for variant in &limit.variants {
        said += &format!(" / {}", unit(variant.days, limit.unit, lang));
    }
    if let Some(extension) = &limit.extension {
        let (days, by) = (unit(extension.days, limit.unit, lang), lang.say(&extension.by));
        said += &format!(" +{days} ({by})");
    }
    said
}

fn limits(page: &mut Page<'_>, subject: &Subject, old: &Item, new: &Item) {
    let of = |limit: Option<&Limit>| {
        both(|lang| limit.map_or_else(|| none(lang), |limit| limit_said(limit, lang)))
    };
    let limit = Subject { part: "limit", ..subject.clone() };
    page.field(&limit, ("法定时限", "the statutory limit"), of(old.limit.as_ref()), of(new.limit.as_ref()));
    page.field(&limit, ("承诺时限", "the pledged limit"), of(old.pledged.as_ref()), of(new.pledged.as_ref()));
    let notice = |item: &Item| both(|lang| unit(item.notice_days, crate::rulebook::Unit::Working, lang));
    page.field(&limit, ("一次性告知", "the one-time notice"), notice(old), notice(new));
    for (label, old, new) in [
        (("法定时限的条件", "the conditions of the statutory limit"), &old.limit, &new.limit),
        (("承诺时限的条件", "the conditions of the pledged limit"), &old.pledged, &new.pledged),
    ] {
        if let (Some(old), Some(new)) = (old, new) {
            for (old, new) in old.variants.iter().zip(&new.variants) {
                let to = ((old.days, new.days), ("按主要天数", "the main number of days"));
                let days = (format!("{}天", to.0.0), format!("{} days", to.0.0));
                page.condition(&limit, label, (&old.when, &new.when), ((&days.0, &days.1), to.1), YES);
            }
            page.bases(&limit, std::slice::from_ref(&old.basis), std::slice::from_ref(&new.basis));
        }
    }
}

fn order(page: &mut Page<'_>, subject: &Subject, old: &Item, new: &Item) {
    let after = |words: Words<'_>, item: &Item| {
        let each = item.after.iter().map(|after| {
            let names = words.any_of(after.any.iter().map(|id| words.item(id)));
            let always = after.when == crate::condition::Condition::Constant(true);
            let when = if always {
                String::new()
            } else {
                format!(" [{}]", super::super::words::sentence(words, &after.when))
            };
            format!("{names}{when}")
        });
        let each: Vec<String> = each.collect();
        if each.is_empty() { none(words.lang) } else { each.join(words.pick(("；", "; "))) }
    };
    let before_said = both(|lang| after(page.older(lang), old));
    let after_said = both(|lang| after(page.newer(lang), new));
    page.field(subject, ("前置事项", "what comes before it"), before_said, after_said);
}

fn papers(page: &mut Page<'_>, old: &Item, new: &Item) {
    let (before, after) = (page.both.before, page.both.after);
    let id = new.id.clone();
    let subject = |law, used: &Use| {
        let name = both(|lang| Words { law, lang }.material(&used.material));
        Subject::new("paper", format!("{id}/{}", used.material), &name)
    };
    let article = |law, used: &Use| {
        both(|lang| {
            let words = Words { law, lang };
            let cited: Vec<String> = used.basis.iter().map(|basis| words.cite(basis)).collect();
            format!("{} {}", lang.say(&used.needed_text), cited.join(lang.pick(("；", "; "))))
        })
    };
    for used in
        old.materials.iter().filter(|used| !new.materials.iter().any(|other| other.material == used.material))
    {
        let (subject, text) = (subject(before, used), article(before, used));
        page.add(super::How::Removed, &subject, text);
    }
    for used in &new.materials {
        let subject = subject(after, used);
        match old.materials.iter().find(|other| other.material == used.material) {
            Some(other) => paper(page, &subject, (old, other), (new, used)),
            None => page.add(super::How::Added, &subject, article(after, used)),
        }
    }
}

fn paper(page: &mut Page<'_>, subject: &Subject, (item, old): (&Item, &Use), (new_item, new): (&Item, &Use)) {
    let needs =
        [page.both.root(Side::Before, &item.needed_when), page.both.root(Side::After, &new_item.needed_when)];
    let needed = page.both.space.diagrams.and(needs[0], needs[1]);
    page.condition(
        subject,
        ("什么时候要交", "when it is asked for"),
        (&old.needed_when, &new.needed_when),
        ASKED,
        needed,
    );
    let called = |used: &Use| used.called.clone().unwrap_or_default();
    page.field(subject, ("怎样称呼", "what it is called here"), called(old), called(new));
    let later = |used: &Use| {
        both(|lang| match &used.deferrable {
            Some(deferral) => {
                let within = deferral.within.map(|days| match lang {
                    Lang::Zh => format!("，受理后 {days} 个工作日内"),
                    Lang::En => format!(", within {days} working days of acceptance"),
                });
                format!("{}{} ({:?})", lang.say(&deferral.why), within.unwrap_or_default(), deferral.standing)
            }
            None => lang.pick(("不能后补", "it may not")).to_owned(),
        })
    };
    page.field(subject, ("能不能后补", "whether it may follow later"), later(old), later(new));
    let committed = |used: &Use| {
        both(|lang| match &used.commitment {
            Some(commitment) => format!("{} ({:?})", lang.say(&commitment.why), commitment.standing),
            None => lang.pick(("不能", "it may not")).to_owned(),
        })
    };
    let what = ("能不能用告知承诺代替", "whether a commitment may stand in for it");
    page.field(subject, what, committed(old), committed(new));
    let firmly = |used: &Use| {
        let words =
            if used.recommended { ("建议", "it is advised") } else { ("要求", "it is asked for") };
        Text::new(words.0, words.1)
    };
    page.field(subject, ("是要求还是建议", "whether it is asked for or advised"), firmly(old), firmly(new));
    let instead =
        |words: Words<'_>, used: &Use| words.any_of(used.alternatives.iter().map(|group| words.group(group)));
    let before = both(|lang| instead(page.older(lang), old));
    let after = both(|lang| instead(page.newer(lang), new));
    page.field(subject, ("可以用什么代替", "what will do instead"), before, after);
    let from = |words: Words<'_>, used: &Use| {
        let material = words.law.materials.iter().find(|material| material.id == used.material);
        let source = material.map(|material| {
            format!("{}; {}", supply(material.source, words.lang), form(material, words.lang))
        });
        format!("{} {}", source.unwrap_or_default(), words.any_of(used.from.iter().map(|id| words.item(id))))
    };
    let before = both(|lang| from(page.older(lang), old));
    let after = both(|lang| from(page.newer(lang), new));
    page.field(subject, ("谁提供、什么形式", "who supplies it, and in what form"), before, after);
    page.bases(subject, &old.basis, &new.basis);
}
