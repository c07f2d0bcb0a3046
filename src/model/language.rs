//! The tables of what may be written: every object, every key, what it means and an example.

use super::shape::Form::{Date, Duration, Id, Language, Moment, Name, Path};
use super::shape::Shape::{Anything, Boolean, Bound, Expression, Form as F, Keyed, Line, List, Map, Object as Obj, Or, Text, Version, Whole, Word};
use super::shape::{Form, Key, Object, Shape};

pub mod scenario;
mod step;

pub use step::*;

/// How a kind of file is written: what its JSON Schema and its findings are made from.
pub struct Grammar {
    /// The whole file.
    pub root: &'static Object,
    /// Every object, each once.
    pub objects: &'static [&'static Object],
    /// What a file is called, in French.
    pub fr: &'static str,
    /// What a file is called, in English.
    pub en: &'static str,
}

/// How procedures are written.
pub static PROCEDURES: Grammar = Grammar { root: &PROCEDURE, objects: OBJECTS, fr: "Une procédure de Pas à pas", en: "A procedure of Pas à pas" };

/// How scenarios are written.
pub static SCENARIOS: Grammar = Grammar {
    root: &scenario::FILE,
    objects: scenario::OBJECTS,
    fr: "Des scénarios de Pas à pas : les essais d’une procédure",
    en: "Scenarios of Pas à pas: the tests of a procedure",
};

const fn must(name: &'static str, shape: &'static Shape, fr: &'static str, en: &'static str, example: &'static str) -> Key {
    Key { name, shape, required: true, fr, en, example }
}

const fn may(name: &'static str, shape: &'static Shape, fr: &'static str, en: &'static str, example: &'static str) -> Key {
    Key { name, shape, required: false, fr, en, example }
}

static REASONS: Shape = Keyed(&Text);
static NAME: Shape = F(Name);
static NAMES: Shape = Or(&NAME, &NAME_LIST);
static FAMILY: Shape = Word(super::file::Family::WORDS);
static NAME_LIST: Shape = List(&NAME);
static LINES: Shape = Or(&Line, &List(&Line));
static REMARK: Shape = Or(&Text, &Obj(&REMARK_OBJECT));
static REMARKS: Shape = Or(&REMARK, &List(&REMARK));
static FIELDS: Shape = Map(&Obj(&FIELD));
static WAYS: Shape = Or(&NAME, &List(&Or(&NAME, &Obj(&WAY))));
static ROUTE_SHAPE: Shape = Or(&Obj(&ROUTE), &List(&Obj(&ROUTE)));
static STOP: Shape = Or(&Boolean, &NAME);
static OUTCOME: Shape = Word(&["success", "failure", "neutral"]);
static RECIPIENTS: Shape = Or(&Line, &List(&Line));

static CITATION_SHAPE: Shape = Or(&NAME, &Obj(&CITATION));
static CITATIONS: Shape = Or(&CITATION_SHAPE, &List(&CITATION_SHAPE));

const fn source() -> Key {
    may(
        "source",
        &CITATIONS,
        "Quels mots de quel document demandent ceci.",
        "Which words of which document ask for this.",
        "{from: memo, ref: A25, quote: noter précieusement}",
    )
}
const fn next() -> Key {
    may(
        "next",
        &WAYS,
        "L’étape qui suit, ou plusieurs : toutes s’ouvrent, celles qui ont une condition si elle est vraie.",
        "The step that follows, or several: all of them open, those with a condition where it holds.",
        "[commander, prevenir]",
    )
}
const fn route() -> Key {
    may(
        "route",
        &ROUTE_SHAPE,
        "Des chemins avec une condition : le premier qui est vrai est pris ; le dernier n’a pas de « when ».",
        "Ways with a condition: the first that holds is taken; the last has no `when`.",
        "[{when: multisite, next: finess}, {next: envoyer}]",
    )
}
const fn back() -> Key {
    may(
        "back",
        &NAME,
        "Reprendre à une étape par laquelle on est forcément passé.",
        "Do a step again that every way to this one passes through.",
        "remplir",
    )
}
const fn end() -> Key {
    may(
        "end",
        &OUTCOME,
        "Le chemin s’arrête ici : réussite, échec, ou ni l’un ni l’autre.",
        "A path ends here: success, failure, or neither.",
        "success",
    )
}
const fn stop() -> Key {
    may(
        "stop",
        &STOP,
        "Cette fin arrête tout ce qui reste ouvert dans son cadre ; un nom d’étape arrête ce que cette étape contient, « run » le dossier entier.",
        "This end stops all that is open in its scope; a step's name stops what that step holds, `run` the whole run.",
        "true",
    )
}
const fn when_if() -> Key {
    may("if", &Expression, "Seulement si cette expression est vraie.", "Only where this expression holds.", "multisite")
}

/// The whole file.
pub static PROCEDURE: Object = Object {
    name: "procedure",
    one_of: &[],
    keys: &[
        must("pasapas", &Version, "La version de ce langage : 1.", "The version of this language: 1.", "1"),
        must("id", &F(Id), "Le nom de la procédure, égal au nom du fichier.", "The procedure's name, equal to the file's.", "commande-certificats"),
        must("version", &F(Form::Version), "La version de la procédure (semver).", "The version of the procedure (semver).", "1.0.0"),
        must(
            "status",
            &Word(&["draft", "incomplete", "valid", "obsolete"]),
            "Brouillon, incomplète, valide ou obsolète : affiché et imprimé tant que ce n’est pas « valid ».",
            "Draft, incomplete, valid or obsolete: shown and printed wherever it is not `valid`.",
            "valid",
        ),
        must("title", &Line, "Le titre, sur une ligne.", "The title, on one line.", "Commander des certificats"),
        may("summary", &Text, "À quoi sert la procédure, en Markdown.", "What the procedure is for, in Markdown.", "Pour les agents qui signent."),
        must("language", &F(Language), "La langue des textes (BCP 47).", "The language of the texts (BCP 47).", "fr"),
        may("role", &NAME, "Qui agit là où une étape ne le dit pas.", "Who acts where a step does not say.", "demandeur"),
        may(
            "retention",
            &F(Duration),
            "Combien de temps les données personnelles sont gardées une fois le dossier terminé.",
            "How long personal data are kept once a run is over.",
            "5 years",
        ),
        may(
            "sources",
            &Map(&Obj(&SOURCE)),
            "Les documents d’où vient la procédure.",
            "The documents that the procedure comes from.",
            "{memo: {title: Mémo}}",
        ),
        may("roles", &Map(&Obj(&ROLE)), "Qui agit.", "Who acts.", "{demandeur: {title: Le demandeur}}"),
        may(
            "contacts",
            &Map(&Obj(&CONTACT)),
            "Qui appeler ; affichés à chaque étape et chaque page.",
            "Whom to call; shown on every step and page.",
            "{aide: {title: Assistance, phone: 0 800 000 000}}",
        ),
        may("documents", &Map(&Obj(&DOCUMENT)), "Guides, formulaires, conditions.", "Guides, forms, terms.", "{guide: {title: Le guide}}"),
        may(
            "settings",
            &FIELDS,
            "Ce que l’organisation règle une fois pour toutes, hors de la procédure.",
            "Facts of the organisation, given once outside the procedure.",
            "{adresse_aide: {type: email, title: Adresse de l’aide}}",
        ),
        may("inputs", &FIELDS, "Ce qui est demandé au départ.", "What is asked when a run starts.", "{siret: {type: siret, title: SIRET}}"),
        may(
            "computed",
            &Map(&Expression),
            "Des valeurs qui découlent d’autres, comme les cellules d’un tableur.",
            "Values that follow from others, like cells of a spreadsheet.",
            "{nombre: beneficiaires | length}",
        ),
        may(
            "emails",
            &Map(&Obj(&EMAIL)),
            "Les courriels et lettres.",
            "The mails and letters.",
            "{rappel: {to: demandeur, subject: Rappel, body: Bonjour}}",
        ),
        may(
            "rules",
            &List(&Obj(&RULE)),
            "Ce qui vaut sur tous les chemins : ce qui doit avoir été fait avant une étape, ce qui n’est jamais fait avec elle, par qui.",
            "What holds on every path: what must have been done before a step, what is never done with it, by whom.",
            "[{title: Accord avant remise, step: remise, requires: accord.oui}]",
        ),
        may(
            "allow",
            &REASONS,
            "Les avertissements acceptés, avec la raison.",
            "Warnings that are accepted, with the reason.",
            "{wait.endless: aucun délai n’est annoncé}",
        ),
        source(),
        must("start", &NAMES, "L’étape, ou les étapes, par lesquelles on commence.", "The step, or steps, to begin with.", "preparer"),
        must("steps", &Map(&Obj(&STEP)), "Les étapes.", "The steps.", "{preparer: {title: Préparer, end: success}}"),
    ],
};

/// One document that a procedure comes from.
pub static SOURCE: Object = Object {
    name: "source",
    one_of: &[],
    keys: &[
        must("title", &Line, "Son titre.", "Its title.", "Mémo du 3 mars"),
        may("date", &F(Date), "Sa date.", "Its date.", "2026-03-03"),
        may("url", &Line, "Son adresse.", "Its address.", "https://example.org/memo"),
        may("checked", &F(Date), "Quand il a été relu.", "When it was read again.", "2026-11-22"),
        may("note", &Text, "Une remarque.", "A remark.", "copie, sans date"),
    ],
};

/// Which words of which document.
pub static CITATION: Object = Object {
    name: "citation",
    one_of: &[],
    keys: &[
        must("from", &NAME, "Un nom de « sources ».", "A name of `sources`.", "memo"),
        may(
            "ref",
            &LINES,
            "Où dans ce document : page, ligne, numéro d’un fait.",
            "Where in that document: a page, a line, the number of a fact.",
            "[A25, A26]",
        ),
        may("quote", &Text, "Les mots exacts.", "The exact words.", "noter précieusement"),
        may("checked", &F(Date), "Quand cela a été vérifié.", "When that was checked.", "2026-11-22"),
        may("note", &Text, "Une remarque.", "A remark.", "la faute de frappe est dans le document"),
    ],
};

/// Who acts.
pub static ROLE: Object = Object {
    name: "role",
    one_of: &[],
    keys: &[
        must("title", &Line, "Comment on l’appelle.", "What it is called.", "Le demandeur"),
        may(
            "outside",
            &Boolean,
            "Hors de notre portée : on attend ce que ce rôle envoie.",
            "Beyond our reach: one waits for what this role sends.",
            "true",
        ),
        may("of", &NAME, "Tenu par chaque élément de cette liste.", "Played by each item of this list.", "beneficiaires"),
        may("note", &Text, "Une remarque.", "A remark.", "le représentant légal ou un mandataire"),
        source(),
    ],
};

/// Whom to call.
pub static CONTACT: Object = Object {
    name: "contact",
    one_of: &[],
    keys: &[
        must("title", &Line, "Son nom.", "Its name.", "Assistance"),
        may("phone", &Line, "Téléphone.", "Phone.", "0 800 000 000"),
        may("email", &Line, "Adresse électronique.", "Mail address.", "aide@example.org"),
        may("url", &Line, "Site.", "Site.", "https://example.org"),
        may("hours", &Line, "Horaires.", "Hours.", "lundi au vendredi, 9 h à 17 h"),
        may("note", &Text, "Une remarque.", "A remark.", "appel peut-être surtaxé"),
        source(),
    ],
};

/// A guide, a form, terms.
pub static DOCUMENT: Object = Object {
    name: "document",
    one_of: &[],
    keys: &[
        must("title", &Line, "Son titre.", "Its title.", "Pro ASP mode opératoire"),
        may(
            "url",
            &Line,
            "Son adresse ; un modèle, par exemple un réglage.",
            "Its address; a template, for instance a setting.",
            "https://example.org/guide.pdf",
        ),
        may("file", &Line, "Le fichier, relatif à ce YAML.", "The file, relative to this YAML.", "guides/mode-operatoire.pdf"),
        may("note", &Text, "Une remarque.", "A remark.", "un peu ancien"),
        may("aliases", &LINES, "Ses autres noms.", "Its other names.", "[mode opératoire]"),
        source(),
    ],
};

/// A mail or a letter.
pub static EMAIL: Object = Object {
    name: "email",
    one_of: &[],
    keys: &[
        may("title", &Line, "Son nom dans les listes.", "Its name in lists.", "Envoi des conditions"),
        must("to", &RECIPIENTS, "À qui : un rôle, un modèle, ou une liste.", "To whom: a role, a template, or a list.", "beneficiaire"),
        may("cc", &RECIPIENTS, "En copie.", "In copy.", "demandeur"),
        may("reply_to", &Line, "À qui répondre : un rôle ou un modèle.", "Whom to answer: a role or a template.", "demandeur"),
        must("subject", &Line, "L’objet.", "The subject.", "Vos conditions à accepter"),
        must("body", &Text, "Le texte, tel quel.", "The text, as it is.", "Bonjour {{ nom }},"),
        may(
            "attach",
            &NAMES,
            "Les pièces jointes : documents, ou fichiers demandés.",
            "What is attached: documents, or files that were asked.",
            "[cgu]",
        ),
        may(
            "by",
            &Word(&["email", "letter", "registered"]),
            "Courriel, lettre ou lettre recommandée.",
            "Mail, letter or registered letter.",
            "letter",
        ),
        source(),
    ],
};

/// What holds on every path.
pub static RULE: Object = Object {
    name: "rule",
    one_of: &["requires", "excludes", "leads_to", "same_person", "other_person"],
    keys: &[
        must("title", &Line, "La règle, en une phrase.", "The rule, in one sentence.", "Pas de remise sans accord"),
        must("step", &F(Path), "L’étape protégée, ou sa réponse.", "The step that is guarded, or its answer.", "chacun.remise"),
        may("requires", &F(Path), "L’étape faite avant, ou sa réponse.", "The step done before, or its answer.", "chacun.accord.oui"),
        may("excludes", &F(Path), "L’étape, ou la réponse, qui ne va jamais avec.", "The step, or answer, that never goes with it.", "renoncer"),
        may("leads_to", &F(Path), "L’étape, ou la réponse, qui vient tôt ou tard.", "The step, or answer, that comes sooner or later.", "rendre"),
        may("same_person", &F(Path), "L’étape faite par la même personne.", "The step that the same person does.", "commander"),
        may("other_person", &F(Path), "L’étape faite par une autre personne.", "The step that another person does.", "commander"),
        when_if(),
        source(),
    ],
};

/// Something said, perhaps only sometimes.
pub static REMARK_OBJECT: Object = Object {
    name: "remark",
    one_of: &[],
    keys: &[must("say", &Text, "La phrase.", "The sentence.", "Ne suivez pas la suite du guide."), when_if(), source()],
};

/// A question.
pub static FIELD: Object = Object {
    name: "field",
    one_of: &[],
    keys: &[
        must("type", &Word(super::field::TYPES), "Quelle sorte de réponse.", "What kind of answer.", "date"),
        must("title", &Line, "La question.", "The question.", "Date de la commande"),
        may("help", &Text, "Une aide.", "Help.", "celle du courriel de confirmation"),
        when_if(),
        may("optional", &Boolean, "Peut rester vide.", "May stay empty.", "true"),
        may("default", &Anything, "Proposé d’avance.", "Offered beforehand.", "papier"),
        may(
            "prefill",
            &Boolean,
            "« false » : une réponse d’un tour précédent n’est pas proposée.",
            "`false`: an answer of an earlier round is not offered.",
            "false",
        ),
        may(
            "min",
            &Bound,
            "Au moins : valeur, date, longueur d’un texte ou d’une liste.",
            "At least: a value, a date, the length of a text or list.",
            "1",
        ),
        may("max", &Bound, "Au plus.", "At most.", "10"),
        may(
            "pattern",
            &Line,
            "Une expression régulière que la réponse entière suit.",
            "A regular expression that the whole answer fits.",
            "'[A-Z]{2}[0-9]+'",
        ),
        may("keep", &Boolean, "« false » : un fichier est vu, jamais gardé.", "`false`: a file is seen, never kept.", "false"),
        may(
            "accept",
            &Or(&FAMILY, &List(&FAMILY)),
            "Les sortes de fichiers reçues ; ce qui compte est ce que le fichier contient.",
            "The kinds of files that are taken; what counts is what is in the file.",
            "[pdf, image]",
        ),
        may("max_size", &F(Form::Size), "La taille d’un fichier, au plus.", "How large a file may be.", "10 MB"),
        may("personal", &Boolean, "Donnée personnelle : chiffrée, effacée sur demande.", "Personal data: encrypted, erased on demand.", "true"),
        may(
            "outside",
            &Boolean,
            "D’un réglage : l’adresse de quelqu’un hors de l’organisation.",
            "Of a setting: the address of somebody outside the organisation.",
            "true",
        ),
        may("mobile", &Boolean, "Un téléphone portable (06 ou 07).", "A mobile phone (06 or 07).", "true"),
        may(
            "options",
            &Or(&Map(&Line), &NAME_LIST),
            "Les réponses possibles et leur titre ; en liste, chaque nom est son propre titre.",
            "The possible answers and their titles; in a list each name is its own title.",
            "{papier: Sur papier, en_ligne: En ligne}",
        ),
        may("of", &NAME, "La liste dont un élément est choisi.", "The list of which an item is chosen.", "beneficiaires"),
        may("fields", &FIELDS, "Les questions d’un élément.", "The questions of one item.", "{nom: {type: text, title: Nom}}"),
        may("key", &NAME, "La question qui nomme l’élément.", "The question that names the item.", "nom"),
        may("plays", &NAME, "Le rôle que cette personne tient.", "The role that this person plays.", "demandeur"),
        source(),
    ],
};

/// Every object, each once.
pub static OBJECTS: &[&Object] = &[
    &PROCEDURE,
    &SOURCE,
    &CITATION,
    &ROLE,
    &CONTACT,
    &DOCUMENT,
    &EMAIL,
    &RULE,
    &REMARK_OBJECT,
    &FIELD,
    &STEP,
    &WAY,
    &ROUTE,
    &OPTION,
    &LATE,
    &DOCUMENT_USE,
    &REQUIRE,
    &WAIT,
    &REMIND,
    &HANDOVER,
    &SECTION,
];
