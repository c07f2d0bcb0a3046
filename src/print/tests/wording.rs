//! Values, lists and conditions in words, on a small procedure that has one of each.

use super::{read, step};
use crate::print::{Blank, Checklist, Options, checklist, markdown};
use crate::words::Lang;

const CREW: &str = r#"
pasapas: 1
id: crew-work
version: 1.0.0
status: valid
title: Work
language: en
role: a
roles: {a: {title: Anne}, b: {title: Bob}}
sources:
  law: {title: The law, date: 2024-01-01}
documents:
  guide: {title: The guide, url: "https://x.org/guide.pdf", aliases: [the booklet]}
settings:
  most: {title: Most, type: integer, default: 300}
inputs:
  entry_at: {title: Planned time of entry, type: datetime}
  day: {title: Day, type: date, max: today}
  kind: {title: Kind, type: option, options: {tank: Tank, void: Void, locker: Chain locker}}
  price: {title: Price, type: decimal}
  crew:
    title: Crew
    type: list
    min: 2
    max: 2
    fields:
      name: {title: Name, type: text}
      rank: {title: Rank, type: option, options: {officer: Officer, rating: Rating}}
computed:
  ends: entry_at | plus('8 hours')
  ratings: crew | selectattr("rank", "equalto", "rating") | list
  monthly: price * 30.5
  odd_one: (price - 1) // 2
start: first
steps:
  first:
    title: "Until {{ ends }}, kind {{ titles.kind }}"
    attention: "{% for c in crew %}{{ c.name }}{% if not loop.last %}, {% endif %}{% endfor %}"
    ask:
      ready: {title: Ready, type: boolean}
      serial: {title: Serial, type: text, pattern: "[A-Z]{2}[0-9]{4}", optional: true}
    require:
      - {that: day | days_until(today) <= 180, say: Too old.}
    source: {from: law, ref: art. 3, quote: « shall be ready »}
    next: [second, third, {to: fourth, if: "crew | selectattr('rank', 'equalto', 'rating') | list | length > 0"}]
  second:
    title: Second
    if: kind == "tank" or kind == "void" or kind == "locker"
    choose:
      fine: {title: Fine, default: true, next: fifth}
      bad: {title: Bad, next: fifth}
  third:
    title: Third
    if: price < monthly and day < ends
    email: {to: b, subject: Hello, body: Bonjour, attach: guide}
    wait: {for: an answer, within: 2 days, late: {next: late}}
    next: fifth
  late: {title: Late, next: fifth}
  fourth:
    title: Fourth
    if: odd_one > price % 3
    each: ratings
    as: r
    start: one
    steps:
      one: {title: "{{ r.name }}", end: success}
    next: [fifth, groups]
  groups:
    title: Groups
    each: fourth.success
    as: lot
    chunk: 2
    start: two
    steps:
      two: {title: "For {{ lot | length }} persons", end: success}
    next: fifth
  fifth:
    title: Fifth
    join: all
    after: [first, second]
    due: 3 days after first
    next: sixth
  sixth: {title: Sixth, after: [fifth], end: success}
"#;

fn crew() -> Checklist {
    let procedure = read(CREW);
    checklist(&procedure, &|_| None, None, &Blank, &Options::default(), Lang::En.words())
}

fn title(checklist: &Checklist, path: &str) -> String {
    crate::print::rich::flat(&step(checklist, path).title).replace('\u{a0}', " ")
}

#[test]
fn a_blank_says_what_belongs_in_it() {
    let printed = crew();
    assert_eq!(title(&printed, "first"), "Until ‹8 hours after planned time of entry›, kind ‹kind›");
    assert_eq!(title(&printed, "groups.two"), "For ‹number of lines of this group› persons");
    let worked: Vec<(&str, String)> = printed.worked_out.iter().map(|one| (one.title.as_str(), one.rule.replace('\u{a0}', " "))).collect();
    assert_eq!(
        worked.iter().map(|(title, rule)| (*title, rule.as_str())).collect::<Vec<_>>(),
        [
            ("ends", "8 hours after “Planned time of entry”"),
            ("ratings", "lines of “Crew” where “Rank”: “Rating”"),
            ("monthly", "“Price” × 30.5"),
            ("odd one", "“(‹price› − 1) // 2”"),
        ]
    );
    let text = markdown::write(&printed);
    assert!(text.contains(r"‹name› \[if it is not the last line — ,\]"), "{text}");
}

#[test]
fn a_condition_never_shows_code() {
    let printed = crew();
    let opens = |path: &str| step(&printed, path).opens.join(" ").replace('\u{a0}', " ");
    assert!(
        opens("second").contains("Only if “Kind”: “Tank”, “Void” or “Chain locker”. Otherwise → as for “Fine”. Go on with 7."),
        "{}",
        opens("second")
    );
    assert!(
        opens("third").contains("Only if “Price” is below “Price” × 30.5 and “Day” comes before 8 hours after “Planned time of entry”."),
        "{}",
        opens("third")
    );
    assert!(opens("fourth").contains("Only if the condition “‹odd one› > ‹price› % 3” holds."), "{}", opens("fourth"));
    assert!(step(&printed, "first").exits[0].then.ends_with("And also 5, if “Crew” has at least one line where “Rank”: “Rating”."));
    assert_eq!(step(&printed, "second").exits[0].when.as_deref(), Some("holds when the step does not take place"));
    assert_eq!(step(&printed, "first").requires[0].when.as_deref(), Some("If number of days from “Day” to today’s date is above 180:"));
    let text = markdown::write(&printed).replace('\\', "");
    for code in ["selectattr", "loop.last", "==", "days_until", "| length", "titles."] {
        assert!(!text.contains(code), "{code}: {text}");
    }
}

#[test]
fn loops_say_which_lines() {
    let printed = crew();
    assert_eq!(step(&printed, "fourth").inside[0].heading, "For each line of the list “Crew” where “Rank”: “Rating”");
    assert_eq!(step(&printed, "groups").inside[0].heading, "For each group of 2 lines that succeeded at step 5");
    assert_eq!(step(&printed, "groups").inside[0].copy.as_deref(), Some("Make one copy of these steps for each group."));
}

#[test]
fn ways_are_named_and_nothing_is_said_twice() {
    let printed = crew();
    assert_eq!(step(&printed, "late").opens, ["After 3 (nothing came in time)."]);
    let fifth = step(&printed, "fifth");
    // 2 leads here: that it must be over goes without saying. 1 does not.
    assert!(fifth.opens.contains(&"Not before the end of 1, if it takes place.".to_owned()), "{:?}", fifth.opens);
    assert_eq!(fifth.deadlines, ["At the latest 3\u{a0}days after step 1."]);
    assert!(step(&printed, "sixth").opens.is_empty(), "{:?}", step(&printed, "sixth").opens);
}

#[test]
fn answers_documents_and_sources_say_all_there_is() {
    let printed = crew();
    let hints = |name: &str| printed.inputs.iter().chain(&printed.settings).find(|entry| entry.name == name).unwrap().hints.join(", ");
    assert_eq!(
        (hints("crew").as_str(), hints("most").as_str(), hints("day").as_str()),
        ("2 lines", "300 if nothing is said", "not after today’s date")
    );
    assert_eq!(step(&printed, "first").form[1].hints, ["optional", "form: 2 capital letters, 4 digits"]);
    assert_eq!(
        (printed.documents.len(), printed.documents[0].aliases.as_slice(), printed.documents[0].steps.as_slice()),
        (1, ["the booklet".to_owned()].as_slice(), ["3".to_owned()].as_slice())
    );
    let quote = &printed.sources[0].quotes[0];
    assert_eq!(
        (quote.used_for.as_str(), quote.facts.as_slice(), quote.words.as_deref()),
        ("step 1", ["art. 3".to_owned()].as_slice(), Some("“shall be ready”"))
    );
}
