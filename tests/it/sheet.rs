//! Spreadsheets: what is written, what other programs wrote (`data/sheets/make.py`), and what must not be taken for an answer.

use crate::cli::Home;
use pasapas::check::{Checked, Checker, Library};
use pasapas::words::Lang;
use serde_json::{Value, json};
use std::io::{Cursor, Read, Write};
use std::sync::Arc;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const TEAM: &str = include_str!("data/sheets/equipe.yaml");
const GOOD: &[u8] = include_bytes!("data/sheets/good.xlsx");
const EPOCH_1904: &[u8] = include_bytes!("data/sheets/epoch-1904.xlsx");
const BAD: &[u8] = include_bytes!("data/sheets/bad.xlsx");
const HEAD: &str = "Nom;Né le;SIRET;Code postal;Présent;Rôle";

/// A home with the procedure in it.
fn home() -> Home {
    let home = Home::new();
    home.write("equipe.yaml", TEAM);
    home.write("grande.yaml", &TEAM.replace("max: 3\n", "max: 2000\n").replace("id: equipe", "id: grande"));
    home
}

fn write(home: &Home, name: &str, bytes: &[u8]) {
    std::fs::write(home.path(name), bytes).unwrap();
}

/// Starts a run of `procedure` with this sheet and gives the list as it is kept.
fn kept(home: &Home, procedure: &str, file: &str, bytes: &[u8]) -> Value {
    write(home, file, bytes);
    home.good(&["start", procedure, "--sheet", &format!("membres={file}")]);
    list(home)
}

fn list(home: &Home) -> Value {
    home.json(&["show", "@last", "--json", "--personal"])["data"]["membres"].take()
}

/// What is said of a sheet that is refused; nothing is recorded.
fn refused(home: &Home, file: &str, bytes: &[u8]) -> String {
    write(home, file, bytes);
    let before = home.lines(&["list", "--json"]).len();
    let ran = home.run(&["start", "./equipe.yaml", "--sheet", &format!("membres={file}")]);
    assert_eq!((ran.status, ran.out.as_str()), (1, ""), "{}", ran.err);
    assert!(ran.err.starts_with("refused [sheet.refused]"), "{}", ran.err);
    assert_eq!(home.lines(&["list", "--json"]).len(), before, "nothing is recorded");
    ran.err
}

fn row(name: &str) -> String {
    format!("{name};3/2/1980;73282932000074;01000;oui;titulaire")
}

fn part(book: &[u8], name: &str) -> String {
    let mut text = String::new();
    ZipArchive::new(Cursor::new(book)).unwrap().by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The same workbook with one part exchanged.
fn with_part(book: &[u8], name: &str, made: &[u8]) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(book)).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for number in 0..archive.len() {
        let mut part = archive.by_index(number).unwrap();
        let called = part.name().unwrap().into_owned();
        writer.start_file(called.as_str(), SimpleFileOptions::default()).unwrap();
        if called == name {
            writer.write_all(made).unwrap();
        } else {
            std::io::copy(&mut part, &mut writer).unwrap();
        }
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_workbook_asks_for_what_the_list_asks() {
    let home = home();
    home.good(&["sheet", "./equipe.yaml", "membres", "-o", "vide.xlsx"]);
    let book = std::fs::read(home.path("vide.xlsx")).unwrap();
    assert_eq!(home.command().args(["sheet", "./equipe.yaml", "membres"]).output().unwrap().stdout, book, "the same list makes the same bytes");
    let strings = part(&book, "xl/sharedStrings.xml");
    for text in ["Nom", "Chef – adresse électronique", "Exemple\u{a0}: …", "06 39 98 00 01", "31/12/2026", "Étudiant, ou stagiaire"] {
        assert!(strings.contains(&format!(">{text}<")), "{text}: {strings}");
    }
    let notes = part(&book, "xl/comments1.xml");
    assert!(notes.contains("Cinq chiffres : le zéro du début compte.") && notes.contains("peut rester vide"), "{notes}");
    // Formats of the columns: text keeps its zeros, dates are dates.
    let (sheet, styles) = (part(&book, "xl/worksheets/sheet1.xml"), part(&book, "xl/styles.xml"));
    let (sheet, styles) = (roxmltree::Document::parse(&sheet).unwrap(), roxmltree::Document::parse(&styles).unwrap());
    let find = |tag: &str| styles.descendants().find(|node| node.has_tag_name(("http://schemas.openxmlformats.org/spreadsheetml/2006/main", tag)));
    let codes: Vec<_> =
        find("numFmts").unwrap().children().map(|form| (form.attribute("numFmtId").unwrap(), form.attribute("formatCode").unwrap())).collect();
    let form =
        |xf: roxmltree::Node| codes.iter().find(|(id, _)| xf.attribute("numFmtId") == Some(id)).map_or("General", |(_, code)| *code).to_owned();
    let forms: Vec<String> = find("cellXfs").unwrap().children().map(form).collect();
    let columns = sheet.descendants().filter(|node| node.tag_name().name() == "col").flat_map(|col| {
        let number = |name: &str| col.attribute(name).unwrap().parse::<usize>().unwrap();
        vec![forms[number("style")].as_str(); number("max") - number("min") + 1]
    });
    let columns: Vec<&str> = columns.collect();
    assert_eq!(columns, ["@", "dd/mm/yyyy", "@", "@", "@", "@", "@", "@", "@", "@", "@", "General", "hh:mm"]);
    let lists: Vec<&str> = sheet.descendants().filter(|node| node.tag_name().name() == "formula1").filter_map(|node| node.text()).collect();
    assert_eq!(lists, ["\"oui,non\"", "'_Choix'!$F$1:$F$2"]);
    assert!(sheet.descendants().all(|node| node.tag_name().name() != "f"), "no cell is reckoned");
    assert!(part(&book, "xl/workbook.xml").contains("name=\"_Choix\" sheetId=\"2\" state=\"hidden\""));
    assert!(part(&book, "docProps/core.xml").contains("<dc:creator></dc:creator>"), "{}", part(&book, "docProps/core.xml"));
    // What somebody may have filled in is not written over; and the example is no item.
    assert_eq!(home.run(&["sheet", "./equipe.yaml", "membres", "-o", "vide.xlsx"]).status, 2);
    assert!(refused(&home, "vide.xlsx", &book).contains("no row is filled in"));
    // Filled in as any program may: with texts in the cells.
    let text = |cell: &str, text: &str| format!("<c r=\"{cell}3\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let cells = [("A", "Durand"), ("B", "12/03/1980"), ("C", "732 829 320 00074"), ("D", "01000"), ("E", "oui"), ("F", "Étudiant, ou stagiaire")];
    let row = format!("<row r=\"3\">{}</row></sheetData>", cells.map(|(cell, said)| text(cell, said)).concat());
    let filled = with_part(&book, "xl/worksheets/sheet1.xml", part(&book, "xl/worksheets/sheet1.xml").replace("</sheetData>", &row).as_bytes());
    let durand =
        json!([{"nom": "Durand", "naissance": "1980-03-12", "siret": "73282932000074", "code_postal": "01000", "present": true, "role": "etudiant"}]);
    assert_eq!(kept(&home, "./equipe.yaml", "plein.xlsx", &filled), durand);
}

#[test]
fn workbooks_of_another_program_are_read() {
    let home = home();
    let team = json!([
        {
            "nom": "Durand", "naissance": "1980-02-03", "siret": "73282932000074", "code_postal": "01000", "present": true, "role": "etudiant",
            "langues": ["fr", "en"], "chef": {"name": "Claire Martin", "email": "claire@example.org"}, "telephone": "0612345678", "montant": 12.5,
            "arrivee": "10:20",
        },
        {
            "nom": "=1+1", "naissance": "1980-02-03", "siret": "73282932000074", "code_postal": "75001", "present": false, "role": "titulaire",
            "langues": ["fr"], "telephone": "0612345679", "montant": 7, "arrivee": "09:05",
        },
        {"nom": "Zoé", "naissance": "1980-02-03", "siret": "73282932000074", "code_postal": "75001", "present": false, "role": "titulaire"},
    ]);
    assert_eq!(kept(&home, "./equipe.yaml", "good.xlsx", GOOD), team);
    assert_eq!(kept(&home, "./equipe.yaml", "epoch-1904.xlsx", EPOCH_1904), team);
}

#[test]
fn everything_that_is_wrong_is_said_by_its_cell() {
    let said = refused(&home(), "bad.xlsx", BAD);
    let places: Vec<&str> = said.lines().filter_map(|line| line.strip_prefix("  ")?.split_once("\u{a0}:")).map(|(place, _)| place).collect();
    assert_eq!(places, ["A2", "C3", "G3", "B4", "D4", "E4", "F4", "B5", "C5", "D5", "A6", "A8", "G8"], "{said}");
    for part in [
        "A2\u{a0}: row 2, column “Nom”: the cell holds a formula",
        "the number 7328293200007 has only 13 digits of 14",
        "the number 612345678 has only 9 digits of 10",
        "29254 is a number",
        "made a date of what was typed (1980-02-03)",
        "shows “#N/A” here",
        "row 6, column “Nom”: the cell is empty",
        "row 8, column “Nom”: “Fusion” is on row 7 already",
        "the cells G8 to G9 are merged",
        "mend the sheet and try again: nothing was recorded",
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
    assert!(said.starts_with("refused [sheet.refused]: 13 cells or rows of “bad.xlsx” are not right\n"), "{said}");
}

#[test]
fn csv_is_read_however_it_was_written() {
    let home = home();
    let empty = home.good(&["sheet", "./equipe.yaml", "membres", "-o", "vide.csv"]);
    assert_eq!(empty, "");
    let empty = std::fs::read_to_string(home.path("vide.csv")).unwrap();
    assert!(empty.starts_with("\u{feff}Nom;Né le;SIRET;Code postal;Présent;Rôle;Langues;Chef – nom;") && empty.ends_with("\r\n"), "{empty:?}");
    let zoe = json!([{"nom": "Zoé; dite =Z", "naissance": "1980-02-03", "siret": "73282932000074", "code_postal": "01000", "present": true, "role": "etudiant"}]);
    let row = "\"Zoé; dite =Z\";03.02.1980;73282932000074;01000;OUI;\"étudiant, ou stagiaire\"";
    let text = format!("{empty}\r\n;;;\r\n{row}\r\n");
    assert_eq!(kept(&home, "./equipe.yaml", "a.csv", text.as_bytes()), zoe);
    let plain = format!("{HEAD}\n{row}");
    let latin: Vec<u8> = plain.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    assert_eq!(kept(&home, "./equipe.yaml", "latin.csv", &latin), zoe);
    let wide: Vec<u8> =
        format!("\u{feff}{HEAD}\t\n{row}").replace("Zoé;", "Zoé,").replace(';', "\t").encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(kept(&home, "./equipe.yaml", "wide.txt", &wide)[0]["nom"], "Zoé, dite =Z");
    let comma = "role,present,code_postal,siret,naissance,nom\netudiant,1,01000,73282932000074,1980-02-03,\"Zoé; dite =Z\"\n";
    assert_eq!(kept(&home, "./equipe.yaml", "comma.csv", comma.as_bytes()), zoe);
    assert_eq!(kept(&home, "./equipe.yaml", "sep.csv", format!("sep=,\n{comma}").as_bytes()), zoe);
    // Formulas are text, with or without the apostrophe that keeps programs from reckoning.
    for (typed, name) in [("=1+1", "=1+1"), ("'=1+1", "=1+1"), ("@SUM(A1)", "@SUM(A1)"), ("-2", "-2"), ("'quoted", "'quoted")] {
        let text = format!("{HEAD}\n{}\n", self::row(typed));
        assert_eq!(kept(&home, "./equipe.yaml", "formula.csv", text.as_bytes())[0]["nom"], name);
    }
}

#[test]
fn columns_are_known_or_said() {
    let home = home();
    let said = refused(&home, "c.csv", "Nom;Né lé;nom;Remarque;Vide;Code postal;Présent;Rôle\na;b;c;d;;e;f;g;h\n".as_bytes());
    for part in [
        "B1\u{a0}: the column “Né lé” is not asked for; did you mean “Né le”?",
        "C1\u{a0}: the column “nom” is there already",
        "D1\u{a0}: the column “Remarque” is not asked for; take it out",
        "I1\u{a0}: this column is filled in, but has no heading",
        "siret\u{a0}: the column “SIRET” is missing",
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
    assert!(!said.contains("Vide"), "an empty column takes nothing away: {said}");
    assert!(home.run(&["sheet", "./equipe.yaml", "membre"]).err.contains("did you mean “membres”?"));
    assert!(home.run(&["sheet", "./equipe.yaml", "membres", "a.xlsx"]).err.contains("“a.xlsx” is one too many"));
    assert_eq!(home.run(&["sheet", "./equipe.yaml", "-o", "seule.xlsx"]).status, 0, "its only list");
    assert_eq!(home.run(&["sheet", "./equipe.yaml", "membres", "-o", "a.ods"]).status, 2);
}

#[test]
fn a_thousand_join_together_or_not_at_all() {
    let home = home();
    let sheet = |rows: std::ops::Range<usize>| format!("{HEAD}\n{}", rows.map(|n| row(&format!("Nom {n}")) + "\n").collect::<String>());
    assert_eq!(kept(&home, "./grande.yaml", "mille.csv", sheet(0..1000).as_bytes()).as_array().unwrap().len(), 1000);
    // Among those that would join one is on the list already, one is twice, one has no date.
    let text = sheet(1000..1500) + &row("nom 7") + "\n" + &row("nom 1001") + "\n;x;73282932000074;01000;oui;titulaire\n";
    write(&home, "plus.csv", text.as_bytes());
    let ran = home.run(&["add", "@last", "membres", "--sheet", "plus.csv"]);
    assert_eq!(ran.status, 1);
    for part in [
        "A502\u{a0}: row 502, column “Nom”: “nom 7” is on the list",
        "A503\u{a0}: row 503, column “Nom”: “nom 1001” is on row 3 already",
        "A504",
        "B504",
    ] {
        assert!(ran.err.contains(part), "{part}\n{}", ran.err);
    }
    assert_eq!(list(&home).as_array().unwrap().len(), 1000);
    write(&home, "plus.csv", sheet(1000..1500).as_bytes());
    home.good(&["add", "@last", "membres", "--sheet", "plus.csv"]);
    assert_eq!(list(&home)[1499]["nom"], "Nom 1499");
    write(&home, "plus.csv", sheet(1500..2003).as_bytes());
    let ran = home.run(&["add", "@last", "membres", "--sheet", "plus.csv"]);
    assert!(
        ran.err.contains("list.refused") && ran.err.contains("502\u{a0}: the rows 502 to 504 are too many: the list ends at 2000"),
        "{}",
        ran.err
    );
}

#[test]
fn a_list_that_is_too_long_is_shared_out_on_request() {
    let home = home();
    let text = format!("{HEAD}\n{}", (0..7).map(|n| row(&format!("Nom {n}")) + "\n").collect::<String>());
    assert!(refused(&home, "sept.csv", text.as_bytes()).contains("5\u{a0}: the rows 5 to 8 are too many: the list ends at 3"));
    let ids: Vec<String> = home.good(&["start", "./equipe.yaml", "--sheet", "membres=sept.csv", "--split"]).lines().map(str::to_owned).collect();
    let names = |id: &str| {
        let shown = home.json(&["show", id, "--json", "--personal"]);
        shown["data"]["membres"].as_array().unwrap().iter().map(|item| item["nom"].as_str().unwrap().to_owned()).collect::<Vec<_>>().join(", ")
    };
    assert_eq!(ids.iter().map(|id| names(id)).collect::<Vec<_>>(), ["Nom 0, Nom 1, Nom 2", "Nom 3, Nom 4, Nom 5", "Nom 6"]);
    let log = home.good(&["log", &ids[1]]);
    assert!(
        log.contains("partie 2 sur 3") && log.contains(&ids[0]) && log.contains(&ids[2]) && !log.contains(&format!("autres\u{a0}: {}", ids[1])),
        "{log}"
    );
    // One person is not in two parts, and one bad row keeps all parts from beginning.
    for last in [row("NOM 0"), row("Nom 9").replace("01000", "1000")] {
        write(&home, "huit.csv", format!("{text}{last}\n").as_bytes());
        let ran = home.run(&["start", "./equipe.yaml", "--sheet", "membres=huit.csv", "--split"]);
        assert!(ran.status == 1 && ran.err.contains("row 9, column"), "{}", ran.err);
    }
    // What only the run itself can judge is told by the row of the sheet as well.
    home.write("equipe.yaml", &TEAM.replace("inputs:\n", "inputs:\n  limite: {type: date, title: Limite}\n").replace("max: today", "max: limite"));
    write(&home, "huit.csv", format!("{text}{}\n", row("Nom 9").replace("1980", "1990")).as_bytes());
    let ran = home.run(&["start", "./equipe.yaml", "--set", "limite=1985-01-01", "--sheet", "membres=huit.csv", "--split"]);
    assert!(ran.status == 1 && ran.err.contains("B9\u{a0}: row 9, column “Né le”"), "{}", ran.err);
    assert_eq!(home.lines(&["list", "--json"]).len(), 3);
}

#[test]
fn a_step_takes_its_list_from_a_sheet() {
    let home = Home::new();
    home.good(&["sheet", "rpps-plus", "professionnels", "-o", "pros.csv"]);
    assert!(std::fs::read_to_string(home.path("pros.csv")).unwrap().contains("Adresse électronique"));
    home.write(
        "liste.yaml",
        "pasapas: 1\nid: liste\nversion: 1.0.0\nstatus: valid\ntitle: Liste\nlanguage: en\nrole: us\nroles:\n  us:\n    title: Us\nstart: ask\nsteps:\n  ask:\n    title: Ask\n    ask:\n      people:\n        type: list\n        title: People\n        key: email\n        fields:\n          email:\n            type: email\n            title: Address\n    next: each\n  each:\n    title: Each\n    each: people\n    as: one\n    start: see\n    steps:\n      see:\n        title: \"See {{ one.email }}\"\n        end: success\n    end: success\n",
    );
    home.good(&["start", "./liste.yaml"]);
    home.write("a.csv", "Address\na@example.org\nnobody\n");
    let ran = home.run(&["done", "@last", "ask", "--sheet", "people=a.csv"]);
    assert!(ran.status == 1 && ran.err.contains("A3\u{a0}: row 3, column “Address”"), "{}", ran.err);
    home.write("a.csv", "Address\na@example.org\nb@example.org\n");
    home.good(&["done", "@last", "ask", "--sheet", "people=a.csv"]);
    assert_eq!(home.json(&["show", "@last", "--json", "--personal"])["data"]["people"][1]["email"], "b@example.org");
}

#[test]
fn files_that_are_no_sheets_are_said_to_be_none() {
    let home = home();
    let mut far = with_part(GOOD, "xl/worksheets/sheet1.xml", b"");
    let sheet =
        part(GOOD, "xl/worksheets/sheet1.xml").replace("</sheetData>", "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData>");
    far = with_part(&far, "xl/worksheets/sheet1.xml", sheet.as_bytes());
    let bomb = with_part(GOOD, "xl/styles.xml", &vec![b' '; 101 << 20]);
    assert!(bomb.len() < 1 << 20);
    let cases: [(&[u8], &str); 9] = [
        (b"", "there is nothing to read"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old .xls workbook"),
        (b"%PDF-1.7\n\x00\x01", "neither an XLSX workbook nor a CSV file"),
        (b"PK\x03\x04 and nothing else", "it is no XLSX workbook, or it is damaged"),
        (&GOOD[..GOOD.len() / 2], "it is no XLSX workbook, or it is damaged"),
        (&bomb, "once unpacked, the file is larger than 100 MB"),
        (&vec![b'a'; (10 << 20) + 1], "the file is larger than 10 MB"),
        (b"Nom;x\n\"never closed;y\n", "a quote that opens on row 2 is never closed"),
        (&far, "XFD3\u{a0}: this column is filled in, but has no heading"),
    ];
    for (bytes, said) in cases {
        let err = refused(&home, "no.xlsx", bytes);
        assert!(
            err.split_whitespace().collect::<Vec<_>>().join(" ").contains(&said.split_whitespace().collect::<Vec<_>>().join(" ")),
            "{said}\n{err}"
        );
    }
    assert_eq!(home.run(&["start", "./equipe.yaml", "--sheet", "membres=nowhere.xlsx"]).status, 2);
}

/// No procedures beside the one that is checked.
struct Nothing;

impl Library for Nothing {
    fn text(&self, _: &str) -> Option<(String, Vec<u8>)> {
        None
    }
    fn ids(&self) -> Vec<String> {
        Vec::new()
    }
}

fn checked() -> Arc<Checked> {
    Checker::new(&Nothing).check("equipe.yaml", TEAM.as_bytes()).checked.clone().unwrap()
}

#[test]
fn damage_anywhere_is_a_refusal_and_no_panic() {
    let checked = checked();
    let (list, words) = (checked.lists()[0], Lang::Fr.words());
    let today = jiff::civil::date(2026, 3, 1);
    let read = |bytes: &[u8]| pasapas::sheet::read("x.xlsx", bytes, list, words, today).map(|_| ());
    // Bytes of the packed file: the checksums of most parts find them.
    for at in (0..GOOD.len()).step_by(17) {
        let mut bytes = GOOD.to_vec();
        bytes[at] ^= 0x55;
        let _ = read(&bytes);
        let _ = read(&GOOD[..at]);
    }
    // Bytes of the parts themselves, packed again with checksums that are right.
    for name in ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"] {
        let whole = part(GOOD, name);
        for at in (0..whole.len()).step_by(whole.len() / 60) {
            for byte in [b'<', b'"', b'9', 0xff] {
                let mut bytes = whole.clone().into_bytes();
                bytes[at] = byte;
                let _ = read(&with_part(GOOD, name, &bytes));
            }
            let _ = read(&with_part(GOOD, name, &whole.as_bytes()[..at]));
        }
    }
    assert_eq!(read(GOOD), Ok(()));
}
