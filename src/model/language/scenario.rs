//! The table of the language of scenarios: `NAME.test.yaml` beside a procedure.

use super::*;
use crate::model::holidays::Holidays;

static INSTANT: Shape = F(Form::Instant);
static ANSWERS: Shape = Map(&Anything);
static LINE_LIST: Shape = List(&Line);
static STATE: Shape = Word(&["ahead", "open", "done", "left_out", "passed", "waived"]);

const fn at() -> Key {
    may(
        "at",
        &INSTANT,
        "Le jour et l’heure, en France ; sans heure, 9 h.",
        "The day and time, in France; without a time, 9 o’clock.",
        "2026-03-02T09:00",
    )
}
const fn by() -> Key {
    may("as", &Line, "Qui agit.", "Who acts.", "claire")
}
const fn settings() -> Key {
    may(
        "settings",
        &ANSWERS,
        "Les réglages de l’organisation pour ces essais.",
        "The organisation's settings for these tests.",
        "{adresse_aide: aide@example.fr}",
    )
}

static HOLIDAYS: Shape = Word(Holidays::WORDS);
const fn holidays() -> Key {
    may(
        "holidays",
        &HOLIDAYS,
        "Les jours fériés qui ne sont pas ouvrés ; sans rien dire, ceux de toute la France.",
        "The public holidays that are no working days; where nothing is said, those of all France.",
        "alsace-moselle",
    )
}

/// The whole file.
pub static FILE: Object = Object {
    name: "scenarios",
    one_of: &[],
    keys: &[
        must("pasapas", &Version, "La version de ce langage : 1.", "The version of this language: 1.", "1"),
        must("procedure", &F(Id), "La procédure mise à l’essai.", "The procedure that is tested.", "commande-certificats"),
        at(),
        by(),
        settings(),
        holidays(),
        must(
            "scenarios",
            &Map(&Obj(&SCENARIO)),
            "Les scénarios, par leur nom.",
            "The scenarios, by name.",
            "{tout_va_bien: {title: Tout va bien, acts: [{done: preparer}]}}",
        ),
    ],
};

/// One story.
pub static SCENARIO: Object = Object {
    name: "scenario",
    one_of: &[],
    keys: &[
        must("title", &Line, "Ce que l’histoire raconte, sur une ligne.", "What the story tells, on one line.", "Un refus n’arrête que la personne"),
        may("text", &Text, "Une remarque pour qui relit.", "A remark for whoever reads it again.", "Arrivé en mars 2026."),
        at(),
        by(),
        settings(),
        holidays(),
        may("inputs", &ANSWERS, "Ce qui est demandé au départ.", "What is asked when a run starts.", "{structure: EHPAD Les Tilleuls}"),
        may(
            "acts",
            &List(&Obj(&ACT)),
            "Ce qui est fait, dans l’ordre.",
            "What is done, in order.",
            "[{done: preparer}, {done: accord, choose: oui}]",
        ),
        may("expect", &Obj(&EXPECT), "Ce qui doit être vrai à la fin.", "What must hold at the end.", "{state: success}"),
    ],
};

/// One thing that is done, or time that passes.
pub static ACT: Object = Object {
    name: "act",
    one_of: &[],
    keys: &[
        may("at", &INSTANT, "L’horloge avance jusque-là.", "The clock moves on to there.", "2026-03-05T14:00"),
        may("after", &F(Duration), "L’horloge avance d’autant.", "The clock moves on by so much.", "3 working days"),
        by(),
        may("done", &Line, "L’étape est faite.", "The step is done.", "chacun[1].accord"),
        may(
            "set",
            &ANSWERS,
            "Les réponses ; pour un fichier, un nom suffit.",
            "The answers; for a file, a name will do.",
            "{date_commande: 2026-03-02}",
        ),
        may(
            "choose",
            &LINES,
            "L’option choisie, ou plusieurs ; « late » : le délai est passé.",
            "The option chosen, or several; `late`: time has run out.",
            "oui",
        ),
        may(
            "by",
            &Word(&["oral", "phone", "sms", "in_person"]),
            "Par quel moyen le secret est remis.",
            "By which channel the secret is handed over.",
            "phone",
        ),
        may("on", &F(Date), "Le jour où c’était vraiment fait.", "The day it was really done.", "2026-03-01"),
        may("round", &Whole(1), "Le tour auquel la réponse répondait.", "The round that the answer was given to.", "1"),
        may("confirm", &Boolean, "Une réponse douteuse est voulue ainsi.", "A doubtful answer is meant so.", "true"),
        may("waive", &Line, "L’étape est écartée.", "The step is set aside.", "relance"),
        may("reopen", &Line, "L’étape est reprise.", "The step is done again.", "accord"),
        may(
            "correct",
            &Line,
            "Une réponse donnée est corrigée : l’étape qui l’avait demandée, ou « inputs » pour le départ.",
            "An answer that was given is corrected: the step that had asked for it, or `inputs` for the start.",
            "commander",
        ),
        may("assign", &Line, "Quelqu’un joue ce rôle désormais.", "Somebody plays this role from now on.", "directrice"),
        may(
            "person",
            &Or(&Line, &ANSWERS),
            "La personne qui joue le rôle : « Nom <adresse> », ou nom, adresse et téléphone.",
            "The person who plays the role: `Name <address>`, or name, address and phone.",
            "{name: Awa Diop, email: awa.diop@example.fr}",
        ),
        may("add", &Line, "Un élément rejoint cette liste.", "An item joins this list.", "beneficiaires"),
        may("item", &ANSWERS, "L’élément qui la rejoint.", "The item that joins it.", "{nom: Diop, prenom: Awa}"),
        may("drop", &Line, "Un élément quitte sa liste.", "An item leaves its list.", "'beneficiaires[Awa Diop]'"),
        may(
            "note",
            &Line,
            "Une remarque est faite ; sur l’étape nommée par « about ».",
            "A remark is made; on the step that `about` names.",
            "Rappelé ce matin",
        ),
        may("about", &Line, "L’étape de la remarque.", "The step of the remark.", "accord"),
        may("cancel", &Line, "L’exécution est abandonnée, pour cette raison.", "The run is given up, for this reason.", "projet arrêté"),
        may("reason", &Line, "Pourquoi.", "Why.", "la personne a répondu trop vite"),
        may(
            "refused",
            &Or(&Line, &Obj(&REFUSED)),
            "Le programme doit refuser : le code du refus, et ce qu’il dit.",
            "The program must refuse: the code of the refusal, and what it says.",
            "answer.refused",
        ),
        may("expect", &Obj(&EXPECT), "Ce qui doit être vrai juste après.", "What must hold right after.", "{open: [commander]}"),
    ],
};

/// How an act is refused.
pub static REFUSED: Object = Object {
    name: "refused",
    one_of: &[],
    keys: &[
        must("code", &Line, "Le code du refus.", "The code of the refusal.", "answer.refused"),
        may("says", &Line, "Des mots que le refus contient.", "Words that the refusal contains.", "a expiré"),
    ],
};

/// What must hold.
pub static EXPECT: Object = Object {
    name: "expect",
    one_of: &[],
    keys: &[
        may(
            "open",
            &Or(&Line, &List(&Line)),
            "Les étapes ouvertes, toutes et elles seules.",
            "The open steps, all of them and no others.",
            "[commander, prevenir]",
        ),
        may(
            "state",
            &Word(&["open", "success", "failure", "neutral", "cancelled"]),
            "Où en est l’exécution, ou comment elle a fini.",
            "How the run stands, or how it has ended.",
            "success",
        ),
        may("steps", &Keyed(&STATE), "Où en sont des étapes.", "How steps stand.", "{commander: done, relance: left_out}"),
        may(
            "reached",
            &LINE_LIST,
            "Des étapes qui se sont ouvertes, chez un élément au moins.",
            "Steps that have opened, for one item at least.",
            "[chacun.refus]",
        ),
        may("never", &LINE_LIST, "Des étapes qui ne se sont jamais ouvertes.", "Steps that have never opened.", "[chacun.refus]"),
        may(
            "mails",
            &Or(&Line, &List(&Or(&Line, &Obj(&MAIL)))),
            "Les courriels partis, tous et dans l’ordre : avec cet acte, ou en tout à la fin. Rien n’est parti : « none ».",
            "The mails that left, all and in order: with this act, or in all at the end. None left: `none`.",
            "[envoyer_cgu]",
        ),
        may(
            "values",
            &Keyed(&Anything),
            "Ce que valent des expressions.",
            "What expressions are worth.",
            "{nombre: 2, 'dossiers.success | length': 1}",
        ),
        may(
            "offered",
            &Keyed(&LINES),
            "Les options proposées par une étape ouverte, toutes et elles seules.",
            "The options that an open step offers, all of them and no others.",
            "{declarer: [f502, tom]}",
        ),
        may(
            "due",
            &Keyed(&INSTANT),
            "L’échéance d’une étape : un jour, ou un moment.",
            "When a step is due: a day, or a moment.",
            "{repondre: 2026-03-09}",
        ),
    ],
};

/// A mail that left.
pub static MAIL: Object = Object {
    name: "mail",
    one_of: &[],
    keys: &[
        must("step", &Line, "L’étape qui l’envoie.", "The step that sends it.", "chacun[1].envoyer_cgu"),
        may("to", &LINES, "Les adresses, toutes.", "The addresses, all of them.", "claire.martin@example.fr"),
        may("cc", &LINES, "En copie, toutes.", "In copy, all of them.", "chef@example.fr"),
        may("subject", &Line, "L’objet.", "The subject.", "Vos conditions à accepter"),
        may("says", &LINES, "Des mots que son texte contient.", "Words that its text contains.", "[avant le 6 mars]"),
    ],
};

/// Every object, each once.
pub static OBJECTS: &[&Object] = &[&FILE, &SCENARIO, &ACT, &REFUSED, &EXPECT, &MAIL];
