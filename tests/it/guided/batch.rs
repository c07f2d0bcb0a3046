//! A whole batch of ten beneficiaries, killed at random moments.

use super::terminal::{Place, Terminal, head};
use std::collections::HashSet;
use std::time::{Duration, Instant};

/// How often the program is killed.
const CUTS: usize = 50;
const PEOPLE: usize = 10;

/// Numbers that look random, the same in each run of the test.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }
}

/// The person at the terminal, who remembers what was acknowledged to her.
#[derive(Default)]
struct Person {
    acknowledged: HashSet<String>,
    /// The steps that were said to be done.
    done: HashSet<String>,
    /// In which step she is, with its item.
    step: String,
    item: usize,
}

/// The number of the option that holds these words.
fn option(text: &str, words: &str) -> Option<String> {
    let line = text.lines().find(|line| line.contains(words) && line.trim_start().starts_with(|c: char| c.is_ascii_digit()))?;
    line.trim_start().split('.').next().map(str::to_owned)
}

impl Person {
    /// Takes in what has come: where she is, and what was acknowledged of the question that she had answered.
    fn read(&mut self, text: &str, answered: &str) {
        let mut before = "";
        for line in text.lines() {
            if let Some(title) = line.strip_prefix("▸ ") {
                self.step = if before.is_empty() { title.to_owned() } else { format!("{before} › {title}") };
                // A title that names its item stands alone where a step is named.
                assert!(!self.done.contains(&self.step) && !self.done.contains(title), "it was done: {}\n{text}", self.step);
            } else if let Some(step) = line.trim_start().strip_prefix("✓ fait : ") {
                self.done.insert(step.to_owned());
            } else if let Some(number) = line.strip_prefix("Bénéficiaires, n° ") {
                self.item = number.trim().parse().unwrap();
                assert!(!self.acknowledged.contains(&format!("item {}", self.item)), "item {} is asked for again:\n{text}", self.item);
            } else if line.contains("✓ noté :") && line.contains("en tout)") {
                self.acknowledged.insert(format!("item {}", self.item));
            } else if line.contains("✓ noté :") && !answered.is_empty() {
                self.acknowledged.insert(answered.to_owned());
            }
            before = line;
        }
    }

    fn answer(&self, text: &str, dice: &mut Dice) -> String {
        let question = head(text);
        let begins = |words: &str| question.starts_with(words);
        let typed = match question.as_str() {
            "Prénom et nom" => "Anne Dupont",
            "Nom" => return format!("Nom{}", self.item),
            "Prénom" => return format!("Prénom{}", self.item),
            "Siret" | "SIRET de l’entité" => "732 829 320 00074",
            _ if begins("Adresse électronique (Entrée") => "anne@ville-exemple.fr",
            _ if begins("Adresse électronique individuelle") => return format!("p{}@example.org", self.item),
            _ if begins("Téléphone (Entrée") || begins("Téléphone (facultatif)") || begins("Service") => "",
            _ if begins("Portable qui recevra") => "06 12 34 56 78",
            _ if begins("Téléphone donné") => "02 41 00 00 00",
            _ if begins("Nom de l’autorité") => "Ville d’Exemple",
            _ if begins("Est-ce fait ?") || begins("Cette étape est-elle faite ?") => "oui",
            _ if begins("Fichier « CGU porteur »") => "cgu.pdf",
            _ if begins("Le compte ") || begins("La copie est déposée") => "oui",
            _ if begins("Réponse aux CGU souhaitée") => "31/12/2026",
            _ if begins("Numéro du fichier PDF") => "PDF-2026-001",
            _ if begins("Bénéficiaires : et ensuite ?") => return option(text, "En ajouter").or_else(|| option(text, "C’est complet")).unwrap(),
            _ if begins("Ce courriel est prêt") => return option(text, "parti par un autre moyen").unwrap(),
            _ if begins("Un dossier de cette procédure") => "1",
            _ if begins("Ou le texte de la réponse") => "j'accepte les conditions CGU porteur\n.",
            _ if begins("Le courriel reçu") || begins("Ce que Certinomis demande") || begins("Fin de validité") => "",
            _ if begins("Proposer un rendez-vous") => "non",
            _ if begins("Est-il noté en lieu sûr") => "oui",
            _ if begins("Où est-il gardé") => "coffre du secrétariat",
            _ if begins("Faut-il l’aide") => return option(text, "Non").unwrap(),
            _ if begins("Que faire maintenant ?") => {
                let steps = option(text, "Autre chose").unwrap().parse::<u64>().unwrap() - 1;
                return (dice.roll(steps) + 1).to_string();
            }
            _ if text.contains("12/03/2026, « aujourd’hui »") => "aujourd’hui",
            _ if text.contains("  un numéro\n") || text.contains("un numéro (Entrée") => "1",
            _ => panic!("what is this?\n{text}"),
        };
        typed.to_owned()
    }
}

/// How many answers the journal keeps, and mails that it says have left.
fn saved(place: &Place) -> usize {
    let (status, log) = place.output(&["log", "@last", "--json"]);
    if status == 0 { log.matches("\"saved\"").count() + log.matches("\"mail_left\"").count() } else { 0 }
}

#[test]
fn a_batch_of_ten_goes_to_success_through_fifty_kills() {
    let place = Place::new();
    let source = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("workflows/certinomis-batch.yaml");
    std::fs::copy(source, place.file("workflows/certinomis-batch.yaml")).unwrap();
    std::fs::write(place.file("cgu.pdf"), "%PDF-1.4 conditions").unwrap();
    let mut dice = Dice(0x5eed_0002);
    let mut person = Person::default();
    let (mut cuts, mut acknowledgements, mut questions) = (0, 0, 0_usize);
    let begun = Instant::now();
    loop {
        let mut t = Terminal::open(&place, &["run", "certinomis-batch"], "dumb");
        // Some die while they begin, some in the middle of keeping an answer, some before a question.
        let mut left = if cuts < CUTS { dice.roll(14) } else { u64::MAX };
        let mut asked = String::new();
        let mut answered = String::new();
        let ended = loop {
            if left == 0 {
                std::thread::sleep(Duration::from_micros(dice.roll(40_000)));
                break false;
            }
            left -= 1;
            let Some(text) = t.question() else { break true };
            person.read(&text, &answered);
            let question = head(&text);
            if !text.trim_start().starts_with('✗') && !question.contains("✗") {
                asked = format!("{} | {question}", person.step);
            }
            let of_list = question.contains("et ensuite") || ["Nom", "Prénom"].contains(&question.as_str()) || question.contains("individuelle");
            let of_item = of_list || question.contains("(facultatif)") && person.step.contains("Lister");
            answered = if of_item { String::new() } else { asked.clone() };
            assert!(!person.acknowledged.contains(&answered), "asked again: {answered}\n{text}");
            questions += 1;
            let typed = person.answer(&text, &mut dice);
            t.answer(&typed);
        };
        if ended {
            assert_eq!(t.status(), 0, "{}", t.text());
            break;
        }
        let (text, last) = t.cut();
        cuts += 1;
        // What was acknowledged in the last moment counts too.
        person.read(&last, &answered);
        acknowledgements += text.lines().filter(|line| line.contains("✓ noté :")).count();
        assert!(begun.elapsed() < Duration::from_secs(600), "too slow: {cuts} cuts, {questions} questions");
        if cuts % 10 == 0 {
            let saved = saved(&place);
            assert!(saved >= person.acknowledged.len(), "{} acknowledged, {saved} kept", person.acknowledged.len());
        }
    }
    assert!(person.done.len() > 80, "{:?}", person.done);
    assert_eq!(cuts, CUTS, "it came to its end too early");
    let (_, shown) = place.output(&["show", "@last", "--json"]);
    assert!(shown.contains("\"state\": \"success\""), "{shown}");
    assert_eq!(shown.matches("].certificat_installe\"").count(), PEOPLE, "{shown}");
    let saved = saved(&place);
    assert!(saved >= person.acknowledged.len() && saved >= 100, "{acknowledgements} acknowledged, {saved} kept");
    eprintln!("{questions} questions, {acknowledgements} acknowledgements, {saved} kept, {:?}", begun.elapsed());
}
