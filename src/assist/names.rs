//! Where names begin and where they are used, in one file and in those that call it or are called by it.

use super::{Folder, Spot, Understood};
use crate::index::{Id, Kind, Target};
use std::collections::BTreeSet;
use std::rc::Rc;

/// A name in the file where it begins.
#[derive(Clone)]
pub(super) struct Home {
    pub file: Rc<Understood>,
    pub id: Id,
}

/// What the name at a byte means: where it begins; several files where a role or setting is shared.
pub(super) fn homes(file: &Rc<Understood>, byte: usize, folder: &dyn Folder) -> Vec<Home> {
    let Some(mark) = file.index.mark_at(&file.document, byte) else { return Vec::new() };
    let home = match &mark.target {
        Target::Here(id) => Some(Home { file: file.clone(), id: *id }),
        Target::Procedure(name) => folder.procedure(name).and_then(|called| {
            let id = called.index.symbols().find(|(_, s)| s.kind == Kind::Procedure)?.0;
            Some(Home { file: called, id })
        }),
        Target::There(procedure, part) => folder.procedure(procedure).and_then(|called| Some(Home { id: called.index.resolve(part)?, file: called })),
        Target::Nothing(..) => None,
    };
    home.map(|home| shared(home, folder)).unwrap_or_default()
}

/// Roles and settings of one name are shared between a procedure and those that it calls.
fn shared(home: Home, folder: &dyn Folder) -> Vec<Home> {
    let symbol = home.file.index.symbol(home.id);
    let (kind, name) = (symbol.kind, symbol.name.clone());
    if !matches!(kind, Kind::Role | Kind::Setting) || symbol.owner.is_some() {
        return vec![home];
    }
    let all: Vec<Rc<Understood>> = others(&home.file, folder);
    let mut seen = BTreeSet::from([home.file.id().to_owned()]);
    let mut found = vec![home];
    let mut i = 0;
    while i < found.len() {
        let here = found[i].file.clone();
        for other in &all {
            let linked = calls(&here, other.id()) || calls(other, here.id());
            if let Some(id) = other.index.head(kind, &name).filter(|_| linked)
                && seen.insert(other.id().to_owned())
            {
                found.push(Home { file: other.clone(), id });
            }
        }
        i += 1;
    }
    found
}

fn calls(file: &Understood, id: &str) -> bool {
    file.index.marks().iter().any(|mark| matches!(&mark.target, Target::Procedure(name) if name.as_ref() == id))
}

/// The other procedures of the folder.
pub(super) fn others(file: &Understood, folder: &dyn Folder) -> Vec<Rc<Understood>> {
    folder.ids().iter().filter(|id| id.as_str() != file.id()).filter_map(|id| folder.procedure(id)).collect()
}

/// Every place where one name is written: in its own file, in those that call it, and in the scenarios of all of them.
pub(super) fn uses(home: &Home, folder: &dyn Folder, with_own: bool) -> Vec<Spot> {
    let Home { file, id } = home;
    let own = file.index.places(*id).into_iter().filter(|mark| with_own || !mark.begins);
    let mut spots: Vec<Spot> = own.map(|mark| Spot::new(&file.document, file.document.span(&mark.place))).collect();
    let procedure = file.index.symbol(*id).kind == Kind::Procedure;
    for other in others(file, folder) {
        for mark in other.index.marks() {
            let means = match &mark.target {
                Target::Procedure(name) => procedure && name.as_ref() == file.id(),
                Target::There(name, part) => name.as_ref() == file.id() && file.index.resolve(part) == Some(*id),
                Target::Here(_) | Target::Nothing(..) => false,
            };
            if means {
                spots.push(Spot::new(&other.document, other.document.span(&mark.place)));
            }
        }
    }
    for told in others(file, folder).iter().chain([file]) {
        for document in folder.scenarios(told.id()) {
            let marks = super::stories::marks(&document, told, folder);
            spots.extend(marks.into_iter().filter(|(_, of)| of.id == *id && of.file.id() == file.id()).map(|(spot, _)| spot));
        }
    }
    spots
}

/// Where the name at a byte begins.
pub fn definition(file: &Rc<Understood>, byte: usize, folder: &dyn Folder) -> Vec<Spot> {
    let homes = homes(file, byte, folder);
    let begins = |home: &Home| {
        let document = &home.file.document;
        home.file.index.symbol(home.id).defined.iter().map(|place| Spot::new(document, document.span(place))).collect::<Vec<_>>()
    };
    homes.first().map(begins).unwrap_or_default()
}

/// Everywhere the name at a byte is written; where it begins only if that is wanted.
pub fn references(file: &Rc<Understood>, byte: usize, folder: &dyn Folder, with_own: bool) -> Vec<Spot> {
    let mut spots: Vec<Spot> = homes(file, byte, folder).iter().flat_map(|home| uses(home, folder, with_own)).collect();
    spots.sort();
    spots.dedup();
    spots
}

/// Where the name at a byte is written in this file, and whether it begins there.
pub fn highlights(file: &Understood, byte: usize) -> Vec<(Spot, bool)> {
    let Some(mark) = file.index.mark_at(&file.document, byte) else { return Vec::new() };
    let same = file.index.marks().iter().filter(|other| other.target == mark.target);
    same.map(|mark| (Spot::new(&file.document, file.document.span(&mark.place)), mark.begins)).collect()
}
