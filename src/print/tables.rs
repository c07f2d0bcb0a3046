//! Only where each item of a run's lists stands: people by steps.

use super::parts::{Checklist, Group, Step};
use super::rich::flat;

impl Checklist {
    /// What is left of these pages where only the tables of items are wanted.
    pub(super) fn only_tables(self) -> Checklist {
        Checklist {
            summary: Vec::new(),
            legend: Vec::new(),
            roles: Vec::new(),
            beginning: String::new(),
            inputs: Vec::new(),
            settings: Vec::new(),
            worked_out: Vec::new(),
            remarks: Vec::new(),
            steps: self.steps.into_iter().filter_map(only_table).collect(),
            mails: Vec::new(),
            sent: Vec::new(),
            documents: Vec::new(),
            rules: Vec::new(),
            files: Vec::new(),
            sources: Vec::new(),
            ..self
        }
    }
}

fn only_table(step: Step) -> Option<Step> {
    let inside: Vec<Group> = step.inside.into_iter().filter_map(only_table_in).collect();
    if inside.is_empty() {
        return None;
    }
    Some(Step {
        opens: Vec::new(),
        deadlines: Vec::new(),
        text: Vec::new(),
        attention: Vec::new(),
        documents: Vec::new(),
        acts: Vec::new(),
        checks: Vec::new(),
        form: Vec::new(),
        requires: Vec::new(),
        notes: Vec::new(),
        remarks: Vec::new(),
        contacts: Vec::new(),
        closing: None,
        exits: Vec::new(),
        cites: Vec::new(),
        signs: false,
        inside,
        ..step
    })
}

fn only_table_in(group: Group) -> Option<Group> {
    // The steps are named by the table; inside them there may be other lists.
    let title = |number: &String, steps: &[Step]| {
        steps.iter().find(|step| step.number == *number).map_or_else(|| number.clone(), |step| format!("{number} {}", flat(&step.title)))
    };
    let mut table = group.table;
    if let Some(table) = &mut table {
        table.titles = table.columns.iter().map(|number| title(number, &group.steps)).collect();
    }
    let steps: Vec<Step> = group.steps.into_iter().filter_map(only_table).collect();
    if table.is_none() && steps.is_empty() {
        return None;
    }
    Some(Group { table, steps, ..group })
}
