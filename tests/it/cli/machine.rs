//! What programs do: real procedures carried out from what is said in JSON alone.

use super::drive::{Home, carry_out};
use serde_json::{Value, json};

fn workflows() -> String {
    format!("{}/workflows", env!("CARGO_MANIFEST_DIR"))
}

/// Ten beneficiaries, from the first question to the last installed certificate.
#[test]
fn a_batch_of_ten_goes_from_start_to_success() {
    let home = Home::new();
    home.write(
        "settings.yaml",
        "settings:\n  adresse_certinomis: a@example.org\n  adresse_support: b@example.org\n  adresse_coordinateur: c@example.org\n",
    );
    let run = carry_out(&home, "certinomis-batch", &json!({}));
    let shown = home.json(&["show", &run, "--json"]);
    assert_eq!(shown["state"], "success", "{}", home.good(&["show", &run, "--all"]));
    let handed = |step: &Value| step["path"].as_str().unwrap().ends_with("].remise") && step["state"] == "done";
    assert_eq!(shown["steps"].as_array().unwrap().iter().filter(|step| handed(step)).count(), 10);
    assert!(shown["mails"].as_array().unwrap().iter().all(|mail| mail["state"] == "left"));
    assert!(shown["data"].get("beneficiaires").is_none(), "personal data shows only on demand");
    assert!(shown["steps"].as_array().unwrap().iter().all(|step| !step["title"].as_str().unwrap().contains("Essai")), "a title names a person");
    let personal = home.json(&["show", &run, "--json", "--personal"]);
    assert_eq!(personal["data"]["beneficiaires"].as_array().unwrap().len(), 10);
    let log = home.good(&["log", &run, "--json"]);
    assert!(!log.contains("personne1@example.org"), "personal data in the log");
    assert!(home.good(&["log", &run, "--json", "--personal"]).contains("personne1@example.org"));
    assert!(home.lines(&["todo", "--json"]).is_empty());
}

/// Every real procedure can be carried out by a program that has never seen it.
#[test]
fn every_procedure_can_be_carried_out() {
    for entry in std::fs::read_dir(workflows()).unwrap() {
        let path = entry.unwrap().path();
        let Some(id) = path.file_name().and_then(|name| name.to_str()).and_then(|name| name.strip_suffix(".yaml")) else { continue };
        // The batch is carried out above; a designation is called by others, which know who designates.
        if id.ends_with(".test") || id == "certinomis-batch" || id == "designation-mandataire" {
            continue;
        }
        let home = Home::new();
        let inputs = inputs(&path);
        let run = carry_out(&home, id, &inputs);
        let state = home.json(&["show", &run, "--json"])["state"].clone();
        assert!(state == "success" || state == "neutral" || state == "failure", "{id}: {state}");
    }
}

/// What a procedure asks for at its start, as the library's own schema says.
fn inputs(path: &std::path::Path) -> Value {
    let procedures = pasapas::library::Procedures::Folder(workflows().into());
    let (_, report) = pasapas::desk::report(&procedures, path.to_str().unwrap()).unwrap();
    let checked = report.checked.clone().unwrap();
    super::drive::answer(&pasapas::model::field::object_schema(&checked.procedure.inputs), 1, false)
}
