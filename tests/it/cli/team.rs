//! The team of the settings: who acts, and who plays what where nothing else is said.

use super::drive::Home;

const SETTINGS: &str = "team:\n  claire: {name: Claire Martin, email: claire@ville.fr, roles: [office]}\n  \
ana: {name: Ana B., phone: '06 12 34 56 78', roles: [accueil.support]}\n";

fn home() -> Home {
    let home = Home::new();
    home.write("settings.yaml", SETTINGS);
    home.good(&["new", "accueil"]);
    home
}

#[test]
fn who_acts_is_somebody_of_the_team() {
    let home = home();
    let start = ["start", "./accueil.yaml", "--set", "colleague.name=Ada", "--set", "first_day=2026-12-01"];
    let ran = home.run(&start);
    assert!(ran.status == 2 && ran.err.contains("“tess” is not in the team"), "{}", ran.err);
    let ran = home.run(&[&start[..], &["--as", "clair"]].concat());
    assert!(ran.status == 2 && ran.err.contains("did you mean “claire”?"), "{}", ran.err);
    home.good(&[&start[..], &["--as", "CLAIRE"]].concat());
    home.good(&["done", "@last", "tell_team", "--as", "claire@ville.fr"]);
    let log = home.good(&["log", "@last", "--as", "ana"]);
    assert!(log.contains("(Claire Martin)") && !log.contains("claire@"), "{log}");
    // A login name that nobody chose keeps nobody from working; `doctor` says so.
    let login = |args: &[&str]| {
        let ran = home.command().env_remove("PASAPAS_AS").env("LOGNAME", "root").args(args).output().unwrap();
        (ran.status.code(), String::from_utf8(ran.stdout).unwrap())
    };
    assert!(login(&["todo"]).1.contains("Prepare the desk"));
    assert!(login(&["doctor"]).1.contains("root, the login name, which is not in the team"));
    home.write("settings.yaml", "team: {claire: {name: Claire, email: claire}}\n");
    let ran = home.run(&["todo", "--as", "claire"]);
    assert!(ran.status == 2 && ran.err.contains("“settings.yaml”, line 1, “team.claire.email”: a mail address is needed"), "{}", ran.err);
}

#[test]
fn who_usually_plays_a_role_plays_it() {
    let home = home();
    let start = ["start", "./accueil.yaml", "--set", "colleague.name=Ada", "--set", "first_day=2026-12-01", "--as", "ana"];
    home.good(&start);
    let people = home.good(&["assign", "@last", "--as", "ana"]);
    assert!(people.contains("Claire Martin, claire@ville.fr") && people.contains("Ana B., 06"), "{people}");
    let mine = |who: &str| home.lines(&["todo", "--mine", "--json", "--as", who]).iter().map(|line| line["path"].clone()).collect::<Vec<_>>();
    assert_eq!((mine("ana"), mine("claire")), (vec!["prepare_desk".into()], vec!["tell_team".into()]));
    home.good(&["assign", "@last", "support", "--name", "claire", "--as", "ana"]);
    assert_eq!((mine("ana").len(), mine("claire").len()), (0, 2));
    // Whoever is named at the start is meant before.
    home.good(&[&start[..], &["--role", "office=Somebody Else", "--role", "IT support=claire"]].concat());
    let people = home.good(&["assign", "@last", "--as", "ana"]);
    assert!(people.contains("Somebody Else") && people.contains("claire@ville.fr") && !people.contains("Ana"), "{people}");
}
