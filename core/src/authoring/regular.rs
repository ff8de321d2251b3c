//! What makes a paper regular, and what on it has to agree.

use super::fault::Spot;
use super::ground::{Ground, once};
use super::national::National;
use super::table::Table;
use crate::rulebook::{
    Agreement, Agrees, AgreesWith, ApplicantField, Fact, FactType, FieldKind, Material, PaperField, Regular,
};

const KINDS: [FieldKind; 3] = [FieldKind::Text, FieldKind::Number, FieldKind::Date];
const RELATIONS: [Agrees; 3] = [Agrees::Equal, Agrees::NotAbove, Agrees::NotBefore];
const APPLICANT: [ApplicantField; 2] = [ApplicantField::UnitName, ApplicantField::CreditCode];

/// An agreement, and where it is written.
pub(super) struct WrittenAgreement {
    pub law: Agreement,
    pub spot: Spot,
}

/// The `regular` table of a material.
pub(super) fn regular(table: &mut Table<'_>, ground: &Ground<'_>) -> Option<Regular> {
    let subject = format!("the form of {}", table.subject);
    table.inner("regular", &subject, |table| Regular {
        signed: table.flag("signed").unwrap_or(false),
        sealed: table.flag("sealed").unwrap_or(false),
        within: table.maybe_count("within"),
        issuers: table.words("issuers").into_iter().map(|(name, _)| name).collect(),
        basis: ground.basis(table),
    })
}

/// The `[[material.field]]` tables of a material.
pub(super) fn fields(table: &mut Table<'_>) -> Vec<PaperField> {
    let subject = format!("a field of {}", table.subject);
    let faults = table.faults;
    let fields = table.each("field", &subject, |table| {
        let field = PaperField {
            id: table.word("id", "id = \"unit-name\"").0,
            name: table.text("name"),
            kind: table.one_of("type", &KINDS).unwrap_or(FieldKind::Text),
        };
        (field, table.spot)
    });
    once(faults, &subject, fields.iter().map(|(field, spot)| (field.id.as_str(), *spot)));
    fields.into_iter().map(|(field, _)| field).collect()
}

/// Reads the `[[agreement]]` tables of a file.
pub(super) fn agreements(file: &mut Table<'_>, ground: &Ground<'_>) -> Vec<WrittenAgreement> {
    file.each("agreement", "agreement", |table| {
        let law = Agreement {
            id: table.id("agreement"),
            material: table.word("material", "material = \"m-…\"").0,
            field: table.word("field", "field = \"unit-name\"").0,
            relation: table.one_of("relation", &RELATIONS).unwrap_or(Agrees::Equal),
            with: with(table),
            text: table.text("text"),
            basis: ground.basis(table),
        };
        WrittenAgreement { law, spot: table.spot }
    })
}

fn with(table: &mut Table<'_>) -> AgreesWith {
    const ONE: &str = "Add `with = { applicant = \"unit-name\" }`, `{ fact = \"…\" }` or `{ material = \"…\", field = \"…\" }`";
    let subject = format!("`with` of {}", table.subject);
    let with = table.inner("with", &subject, |table| {
        if let Some((fact, _)) = table.maybe_word("fact") {
            AgreesWith::Fact(fact)
        } else if table.has("applicant") {
            AgreesWith::Applicant(table.one_of("applicant", &APPLICANT).unwrap_or(ApplicantField::UnitName))
        } else {
            let material = table.word("material", "material = \"m-…\"").0;
            AgreesWith::Paper { material, field: table.word("field", "field = \"unit-name\"").0 }
        }
    });
    with.unwrap_or_else(|| {
        table.missing("with", ONE);
        AgreesWith::Applicant(ApplicantField::UnitName)
    })
}

/// Every agreement is about fields that are there and can be compared, and every field is compared.
pub(super) fn see_that_fields_agree(national: &National, ground: &Ground<'_>) {
    once(ground.faults, "agreement", national.agreements.iter().map(|one| (one.law.id.as_str(), one.spot)));
    for agreement in &national.agreements {
        see_sides(agreement, national, ground);
    }
    for material in &national.materials {
        for field in material.law.fields.iter().filter(|field| !is_compared(national, &material.law, field)) {
            let wrong = format!("nothing compares field `{}` of material `{}`", field.id, material.law.id);
            ground.faults.add(material.spot, wrong, "Add an `[[agreement]]` about it, or delete the field");
        }
    }
}

fn is_compared(national: &National, material: &Material, field: &PaperField) -> bool {
    national.agreements.iter().any(|agreement| agreement.law.compares(&material.id, &field.id))
}

fn see_sides(agreement: &WrittenAgreement, national: &National, ground: &Ground<'_>) {
    let WrittenAgreement { law, spot } = agreement;
    let fault = |wrong: String, remedy: &str| ground.faults.add(*spot, wrong, remedy);
    let kind = |material: &str, field: &str| {
        let found = national.material(material).and_then(|paper| paper.fields.iter().find(|f| f.id == field));
        if found.is_none() {
            let wrong =
                format!("agreement `{}` is about no field `{field}` of material `{material}`", law.id);
            fault(wrong, "Add a `[[material.field]]`, or correct the id");
        }
        found.map(|field| field.kind)
    };
    let one = kind(&law.material, &law.field);
    let other = match &law.with {
        AgreesWith::Applicant(_) => Some(FieldKind::Text),
        AgreesWith::Paper { material, field } => kind(material, field),
        AgreesWith::Fact(id) => {
            let found = ground.fact(id).and_then(kind_of);
            if found.is_none() {
                let wrong = format!("agreement `{}` is about no number or date `{id}` of facts.toml", law.id);
                fault(wrong, "Name a fact that is a number or a date");
            }
            found
        }
    };
    let (Some(one), Some(other)) = (one, other) else { return };
    let ordered = match law.relation {
        Agrees::Equal => true,
        Agrees::NotAbove => one == FieldKind::Number,
        Agrees::NotBefore => one == FieldKind::Date,
    };
    if one != other || !ordered {
        let wrong = format!("agreement `{}` compares what cannot be compared in this way", law.id);
        fault(
            wrong,
            "Compare numbers, dates or texts with each other: `not-above` is for numbers, `not-before` for dates",
        );
    }
}

fn kind_of(fact: &Fact) -> Option<FieldKind> {
    match fact.kind {
        FactType::Number | FactType::Integer => Some(FieldKind::Number),
        FactType::Date => Some(FieldKind::Date),
        FactType::Bool | FactType::Choice | FactType::Set => None,
    }
}
