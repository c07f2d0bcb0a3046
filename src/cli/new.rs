//! `new`: a first procedure to write on.

use super::mail::write;
use super::setup::{Setup, usage};
use super::ui::Ui;
use crate::desk::Failure;
use crate::library::Procedures;
use crate::msg;
use crate::words::Lang;
use std::path::PathBuf;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The procedure's id, like `order-certificates`
    #[arg(value_name = "ID")]
    id: String,
    /// Where to; else the folder of procedures
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(crate) fn run(args: &Args, setup: &Setup, ui: &mut Ui) -> Result<u8, Failure> {
    let id = args.id.as_str();
    let good = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    if !id.split('-').all(good) || !id.starts_with(|c: char| c.is_ascii_lowercase()) {
        return Err(usage(msg!("cli-new-id", id = id)));
    }
    let file = args.output.clone().unwrap_or_else(|| match &setup.procedures {
        Procedures::Folder(folder) => folder.join(format!("{id}.yaml")),
        Procedures::BuiltIn => PathBuf::from(format!("{id}.yaml")),
    });
    let named = file.file_stem().and_then(|stem| stem.to_str()).is_some_and(|stem| stem == id);
    if !named {
        return Err(usage(msg!("cli-new-name", id = id)));
    }
    let text = match ui.lang() {
        Lang::Fr => FRENCH,
        Lang::En => ENGLISH,
    };
    write(&file, text.replace("{id}", id).as_bytes())?;
    let shown = file.display().to_string();
    ui.out(&shown);
    let shown = if shown.contains(std::path::MAIN_SEPARATOR) { shown } else { format!("./{shown}") };
    ui.say(&msg!("cli-new-then", file = shown));
    Ok(0)
}

const FRENCH: &str = r#"# Une procédure : ce qui est demandé, les étapes, et où chacune mène.
# Vérifiez-la à tout moment : pasapas check {id}.yaml
pasapas: 1
id: {id}
version: 0.1.0
status: draft
title: Accueillir un nouvel agent
language: fr
role: gestionnaire            # qui fait les étapes qui ne disent rien d'autre

roles:
  gestionnaire:
    title: Gestionnaire
  informatique:
    title: Service informatique

inputs:                       # demandé au départ
  agent:
    type: person              # un nom, une adresse, un téléphone
    title: Nouvel agent
    personal: true
  arrivee:
    type: date
    title: Date d’arrivée

start: [preparer_poste, prevenir_equipe]
steps:

  preparer_poste:
    title: Préparer le poste de travail
    role: informatique
    text: "Préparez le poste de {{ agent.name }} pour le {{ arrivee | date }}."
    ask:
      numero_poste:
        type: text
        title: Numéro du poste
    next: accueillir

  prevenir_equipe:
    title: Prévenir l’équipe
    checks:
      - L’équipe connaît la date d’arrivée
    next: accueillir

  # S’ouvre quand les deux étapes d’avant sont faites.
  accueillir:
    title: Accueillir
    text: "Remettez le poste {{ numero_poste }}."
    choose:
      bien_arrive:
        title: L’agent est arrivé
        end: success
      pas_venu:
        title: L’agent n’est pas venu
        end: failure
"#;

const ENGLISH: &str = r#"# A procedure: what is asked, the steps, and where each of them leads.
# Check it at any time: pasapas check {id}.yaml
pasapas: 1
id: {id}
version: 0.1.0
status: draft
title: Welcome a new colleague
language: en
role: office                  # who does the steps that say nothing else

roles:
  office:
    title: Office
  support:
    title: IT support

inputs:                       # asked at the start
  colleague:
    type: person              # a name, an address, a phone
    title: New colleague
    personal: true
  first_day:
    type: date
    title: First day

start: [prepare_desk, tell_team]
steps:

  prepare_desk:
    title: Prepare the desk
    role: support
    text: "Prepare the desk of {{ colleague.name }} for {{ first_day | date }}."
    ask:
      desk_number:
        type: text
        title: Number of the desk
    next: welcome

  tell_team:
    title: Tell the team
    checks:
      - The team knows the first day
    next: welcome

  # Opens when both steps before it are done.
  welcome:
    title: Welcome
    text: "Hand over desk {{ desk_number }}."
    choose:
      arrived:
        title: They have arrived
        end: success
      absent:
        title: They did not come
        end: failure
"#;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Checker, Edition};

    #[test]
    fn the_first_procedure_is_clean() {
        for text in [FRENCH, ENGLISH] {
            let library = Edition { id: String::new(), texts: Default::default() };
            let report = Checker::new(&library).check("essai.yaml", text.replace("{id}", "essai").as_bytes());
            assert!(report.findings.is_empty(), "{:?}", report.findings);
        }
    }
}
