//! What `check` finds: at the exact place, as one finding per cause, in every format, and mended by `--fix`.

mod causes;
mod fixes;
mod formats;
mod places;

use pasapas::check::{Checker, Library, Report};
use std::sync::Arc;

/// Nothing can be called.
struct Alone;

impl Library for Alone {
    fn text(&self, _: &str) -> Option<(String, Vec<u8>)> {
        None
    }
    fn ids(&self) -> Vec<String> {
        Vec::new()
    }
}

fn check(bytes: &[u8]) -> Arc<Report> {
    Checker::new(&Alone).check("salle.yaml", bytes)
}

/// A sound procedure, to be spoilt at one place.
const SALLE: &str = "\
pasapas: 1
id: salle
version: 1.0.0
status: valid
language: fr
title: Réserver une salle 🎉
role: agent
roles:
  agent: {title: Agent}
start: demander
steps:
  demander:
    title: Demander l’été prochain
    ask:
      jour: {type: date, title: Quel jour ?}
    next: attendre
  attendre:
    title: Attendre la réponse pour le {{ jour | date }}
    next: finir
  finir:
    title: Noter la salle
    end: success
";

/// The procedure with something else at one place, which must be there once.
fn salle(instead_of: &str, put: &str) -> String {
    assert_eq!(SALLE.matches(instead_of).count(), 1, "{instead_of}");
    SALLE.replace(instead_of, put)
}
