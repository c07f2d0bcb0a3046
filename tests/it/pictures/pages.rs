//! `docs/procedures/`: every procedure of ours with its picture and its checklist, as the program makes them.

use super::REAL;
use crate::cli::Home;
use std::path::Path;

/// Set, it writes the pages anew instead of comparing.
const REFRESH: &str = "PASAPAS_REFRESH_DOCS";

/// A page: the checklist, with the picture below its head.
fn page(home: &Home, id: &str) -> String {
    let checklist = home.good(&["checklist", id, "--format", "md"]);
    let (title, rest) = checklist.split_once("\n\n").unwrap();
    // Where it is not valid, that stands before anything else.
    let at = rest.find(&format!("`{id}` · ")).unwrap();
    let (caution, rest) = rest.split_at(at);
    let (facts, rest) = rest.split_once("\n\n").unwrap();
    let name = title.trim_start_matches("# ");
    format!(
        "<!-- Made by a test, do not edit: {REFRESH}=1 cargo test --test it -- pictures::pages -->\n\n{title}\n\n{caution}{facts} · \
         [ce qui la définit](../../workflows/{id}.yaml) · [l’image seule]({id}.svg)\n\n[![Graphe de la procédure « {name} »]({id}.svg)]({id}.svg)\n\n{rest}"
    )
}

#[test]
fn every_procedure_has_its_page() {
    let home = Home::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = std::fs::read_to_string(root.join("README.md")).unwrap();
    for id in REAL {
        assert!(readme.contains(&format!("(docs/procedures/{id}.md)")), "README.md links to the page of {id}");
        for (name, made) in [(format!("{id}.md"), page(&home, id)), (format!("{id}.svg"), home.good(&["graph", id, "--format", "svg"]))] {
            let file = root.join("docs/procedures").join(&name);
            if std::env::var_os(REFRESH).is_some() {
                std::fs::create_dir_all(file.parent().unwrap()).unwrap();
                std::fs::write(&file, &made).unwrap();
            }
            let kept = std::fs::read_to_string(&file).unwrap_or_default();
            assert!(kept == made, "docs/procedures/{name} is not what the program makes: {REFRESH}=1 cargo test --test it -- pictures::pages");
        }
    }
}
