//! The formats that others read: SARIF held to its official schema, GitHub's annotations, and the JSON of this house.

use super::{SALLE, salle};
use crate::cli::Home;
use serde_json::Value;
use std::collections::BTreeSet;

/// A file with what is hard to count: accents, a character of two UTF-16 units, a byte order mark, CRLF.
fn hard() -> String {
    let text = salle("{{ jour | date }}", "🎉 {{ jours | date }}").replace("next: finir", "next: finri").replace("1.0.0", "1.0");
    format!("\u{feff}{}", text.replace('\n', "\r\n"))
}

fn sarif(home: &Home, args: &[&str]) -> Value {
    let ran = home.run(&[&["check", "--format", "sarif"], args].concat());
    serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {}{}", ran.out, ran.err))
}

fn schema() -> jsonschema::Validator {
    // Its expression for languages has a bracket too many, which strict readers of expressions do not take.
    let text = include_str!("../data/sarif-schema-2.1.0.json").replace("-[a-zA-Z]{2}]?$", "-[a-zA-Z]{2}$");
    let schema: Value = serde_json::from_str(&text).unwrap();
    jsonschema::draft7::new(&schema).unwrap()
}

fn valid(document: &Value) {
    let errors: Vec<String> = schema().iter_errors(document).map(|e| format!("{} at {}", e, e.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn sarif_is_what_its_schema_says() {
    let home = Home::new();
    home.write("é a.yaml", &hard());
    home.write("broken.yaml", &salle("title: Demander l’été prochain", "title: Demander : l’été, 🎉"));
    home.write("empty.yaml", "");
    home.write("salle.yaml", SALLE);
    let twice = salle("  finir:", "  attendre:");
    home.write("twice.yaml", &twice);
    for lang in ["fr", "en"] {
        let document = sarif(&home, &["--lang", lang, "é a.yaml", "broken.yaml", "empty.yaml", "salle.yaml", "twice.yaml", "none.yaml"]);
        valid(&document);
        let run = &document["runs"][0];
        assert_eq!(run["artifacts"].as_array().unwrap().len(), 5);
        assert_eq!(run["artifacts"][0]["location"]["uri"], "%C3%A9%20a.yaml");
        assert_eq!(run["invocations"][0]["executionSuccessful"], false, "none.yaml is not there");
        let results = run["results"].as_array().unwrap();
        let found: BTreeSet<&str> = results.iter().map(|r| r["ruleId"].as_str().unwrap()).collect();
        for code in ["value.quote", "template.variable", "step.unknown", "yaml.sentence", "yaml.shape", "yaml.duplicate-key"] {
            assert!(found.contains(code), "{code} is not among {found:?}");
        }
        for result in results {
            let rule = &run["tool"]["driver"]["rules"][usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
            assert_eq!(rule["id"], result["ruleId"]);
            assert!(rule["help"]["markdown"].as_str().unwrap().contains("```yaml"), "{rule}");
        }
        let prints: BTreeSet<&str> = results.iter().map(|r| r["partialFingerprints"]["pasapasPlace/v1"].as_str().unwrap()).collect();
        assert_eq!(prints.len(), results.len(), "two results with one fingerprint");
        assert!(results.iter().any(|r| r["relatedLocations"][0]["message"]["text"].is_string()));
    }
}

#[test]
fn the_schema_refuses_what_is_no_sarif() {
    let home = Home::new();
    home.write("salle.yaml", &hard());
    let mut document = sarif(&home, &["salle.yaml"]);
    valid(&document);
    document["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0.into();
    assert!(!schema().is_valid(&document));
}

/// A region in lines and columns, in characters and in bytes: all three cut the same words out of the file.
#[test]
fn every_way_of_counting_names_the_same_words() {
    let home = Home::new();
    let text = hard();
    home.write("salle.yaml", &text);
    let document = sarif(&home, &["salle.yaml"]);
    assert_eq!(document["runs"][0]["columnKind"], "unicodeCodePoints");
    let shown = text.trim_start_matches('\u{feff}');
    let mut words = Vec::new();
    for result in document["runs"][0]["results"].as_array().unwrap() {
        let region = &result["locations"][0]["physicalLocation"]["region"];
        let at = |key: &str| usize::try_from(region[key].as_u64().unwrap()).unwrap();
        let bytes = &text.as_bytes()[at("byteOffset")..at("byteOffset") + at("byteLength")];
        let characters: String = shown.chars().skip(at("charOffset")).take(at("charLength")).collect();
        let line = shown.split('\n').nth(at("startLine") - 1).unwrap();
        assert_eq!(at("startLine"), at("endLine"));
        let columns: String = line.chars().skip(at("startColumn") - 1).take(at("endColumn") - at("startColumn")).collect();
        assert_eq!((characters.as_bytes(), columns.as_bytes()), (bytes, bytes));
        words.push(columns);
        let replaced = &result["fixes"][0]["artifactChanges"][0]["replacements"][0];
        assert!(replaced["insertedContent"]["text"].is_string(), "{result}");
    }
    assert_eq!(words, ["1.0", "jours", "finri"]);
    let json: Value = serde_json::from_str(&home.run(&["check", "--format", "json", "salle.yaml"]).out).unwrap();
    for (finding, word) in json["findings"].as_array().unwrap().iter().zip(words) {
        let byte = |end: &str| usize::try_from(finding[end]["byte"].as_u64().unwrap()).unwrap();
        assert_eq!(&text[byte("start")..byte("end")], word);
        assert!(finding["fix"]["changes"][0]["text"].is_string());
    }
}

/// What moves a finding to another line leaves its fingerprint as it is.
#[test]
fn a_fingerprint_stays_while_lines_move() {
    let home = Home::new();
    let prints = |text: &str| -> Vec<String> {
        home.write("salle.yaml", text);
        let document = sarif(&home, &["salle.yaml"]);
        let results = document["runs"][0]["results"].as_array().unwrap().clone();
        results.iter().map(|r| r["partialFingerprints"]["pasapasPlace/v1"].as_str().unwrap().to_owned()).collect()
    };
    let before = prints(&salle("next: finir", "next: finri"));
    assert_eq!(before.len(), 1);
    assert_eq!(before, prints(&format!("# un mot\n\n{}", salle("next: finir", "next:   finri"))));
    assert_ne!(before, prints(&salle("next: finir", "next: fniir")));
}

#[test]
fn github_reads_one_line_per_finding() {
    let home = Home::new();
    home.write("a,b/salle.yaml", &salle("next: finir", "next: finri"));
    home.write("a,b/libre.yaml", &salle("title: Demander l’été prochain", "title: 100 % : oui, non").replace("id: salle", "id: libre"));
    let ran = home.run(&["check", "--format", "github", "./a,b/salle.yaml", "a,b/libre.yaml"]);
    assert_eq!(ran.status, 1);
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(
        lines[0],
        "::error file=a%2Cb/salle.yaml,line=19,col=11,endLine=19,endColumn=16,title=step.unknown::“finri” is not the name of a step that can be named here%0Adid you mean “finir”?"
    );
    assert_eq!(lines.len(), 2);
    assert!(lines[1].starts_with("::error file=a%2Cb/libre.yaml,line=13,col=12,endLine=13,endColumn=28,title=yaml.sentence::"), "{}", lines[1]);
    // Related places are said too, and warnings are warnings.
    home.write("salle.yaml", &salle("title: Noter la salle", "title: Demander l’été prochain"));
    let ran = home.run(&["check", "--format", "github", "salle.yaml"]);
    assert_eq!((ran.status, ran.out.lines().count()), (0, 1));
    assert!(ran.out.starts_with("::warning file=salle.yaml,line=21,") && ran.out.contains("%0Asalle.yaml:13:12 already here"), "{}", ran.out);
    assert_eq!(home.run(&["check", "--format", "github", "--deny", "warnings", "salle.yaml"]).status, 1);
}

/// What the guide shows is what the program says.
#[test]
fn the_guide_shows_what_is_said() {
    let guide = include_str!("../../../docs/checking.md");
    let example = SALLE
        .replace("title: Réserver une salle 🎉", "title: Réserver une salle")
        .replace("title: Demander l’été prochain", "title: Demander la salle")
        .replace("    next: finir", "    wait: {for: la réponse de l’accueil}\n    next: finir");
    let mut played = 0;
    for block in guide.split("```console\n").skip(1) {
        let block = block.split("```").next().unwrap();
        let (call, said) = block.split_once('\n').unwrap();
        let Some(args) = call.strip_prefix("$ pasapas ").filter(|_| !said.contains("$ pasapas")) else { continue };
        let text = match said.contains("yaml.syntax") {
            true => example.replace("    next: finir", "   next: finir"),
            false => example.replace("next: attendre", "next: atendre").replace("{{ jour ", "{{ jours "),
        };
        let home = Home::new();
        home.write("salle.yaml", &text);
        let ran = home.run(&args.split(' ').collect::<Vec<_>>());
        let shown = |text: &str| text.replace(['\u{a0}', '\u{202f}'], " ");
        // A drawing ends in an empty line of its own.
        assert_eq!(shown(said).trim_end(), shown(&format!("{}{}", ran.out, ran.err)).trim_end(), "{args}");
        played += 1;
    }
    assert_eq!(played, 4);
}
