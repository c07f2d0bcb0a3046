//! The part of the table that speaks of steps.

use super::*;

/// A step.
pub static STEP: Object = Object {
    name: "step",
    one_of: &["next", "route", "choose", "back", "end"],
    keys: &[
        must("title", &Line, "Ce qu’il y a à faire, sur une ligne.", "What there is to do, on one line.", "Commander les certificats"),
        may("text", &REMARKS, "L’instruction, en Markdown.", "The instruction, in Markdown.", "Suivez le guide."),
        may("role", &NAME, "Qui le fait.", "Who does it.", "demandeur"),
        may("not_by", &NAMES, "Par quelqu’un d’autre que qui a fait cette étape.", "By somebody else than who did that step.", "commander"),
        may("same_by", &NAMES, "Par la personne qui a fait cette étape.", "By the person who did that step.", "commander"),
        may("attention", &REMARKS, "Un point d’attention.", "A warning.", "Notez ce numéro."),
        may("note", &REMARKS, "Une remarque en marge.", "A side remark.", "Le site a changé d’aspect."),
        may("checks", &REMARKS, "À cocher une à une.", "To tick one by one.", "[Case « mandat » cochée]"),
        may("documents", &Or(&NAME, &List(&Or(&NAME, &Obj(&DOCUMENT_USE)))), "Les documents à suivre.", "The documents to follow.", "[guide]"),
        may("contacts", &NAMES, "Qui appeler pour cette étape.", "Whom to call for this step.", "aide"),
        may("ask", &FIELDS, "Ce qu’il faut répondre ici.", "What is to be answered here.", "{date_commande: {type: date, title: Date}}"),
        may(
            "require",
            &Or(&Obj(&REQUIRE), &List(&Obj(&REQUIRE))),
            "Ce que les réponses doivent vérifier.",
            "What the answers must fulfil.",
            "[{that: valide_jusqu_au >= today, say: La pièce a expiré.}]",
        ),
        may("if", &Expression, "Si faux, on passe.", "Where false, the step is passed.", "multisite"),
        may(
            "join",
            &Word(&["some", "all", "first"]),
            "S’ouvre si un chemin au moins y mène (some), tous (all), ou dès le premier (first).",
            "Opens if some way leads here, all do, or as soon as the first does.",
            "all",
        ),
        may("after", &NAMES, "Attend aussi que ces étapes soient réglées.", "Also waits until these steps are settled.", "commander"),
        may("standby", &Boolean, "Une alarme, un retrait : n’arrive peut-être jamais.", "An alarm, a withdrawal: may never come.", "true"),
        may("due", &F(Moment), "Échéance : rappelle, ne fait jamais l’étape.", "Deadline: reminds, never does the step.", "5 working days"),
        may("not_before", &F(Moment), "Pas avant ce moment.", "Not before this moment.", "1 month before jour_j"),
        may("waivable", &Boolean, "« false » : personne ne peut l’écarter.", "`false`: nobody may set it aside.", "false"),
        may("allow", &REASONS, "Les avertissements acceptés ici.", "Warnings that are accepted here.", "{wait.endless: aucun délai n’est annoncé}"),
        source(),
        may("email", &Or(&NAME, &Obj(&EMAIL)), "Un courriel est montré puis part.", "A mail is shown, then leaves.", "envoi_cgu"),
        may(
            "wait",
            &Or(&Line, &Obj(&WAIT)),
            "On attend quelque chose du dehors.",
            "Something outside must happen.",
            "{for: le courriel de l’ANS, from: ans}",
        ),
        may(
            "handover",
            &Obj(&HANDOVER),
            "Un secret est remis ; jamais par courriel.",
            "A secret is passed on; never by mail.",
            "{secret: mot_de_passe, to: beneficiaire, by: [oral, phone]}",
        ),
        may("section", &Obj(&SECTION), "Un groupe d’étapes.", "A group of steps.", "{start: a, steps: {a: {title: A, end: success}}}"),
        may("each", &Expression, "Pour chaque élément de cette liste.", "For every item of this list.", "beneficiaires"),
        may("as", &NAME, "Le nom d’un élément.", "The name of an item.", "personne"),
        may("start", &NAMES, "Par où commence chaque élément.", "Where each item begins.", "accueillir"),
        may(
            "steps",
            &Map(&Obj(&STEP)),
            "Les étapes de chaque élément.",
            "The steps of each item.",
            "{accueillir: {title: Accueillir, end: success}}",
        ),
        may("chunk", &Whole(2), "Par groupes de tant.", "In groups of so many.", "3"),
        may("one_by_one", &Boolean, "Un élément après l’autre.", "One item after the other.", "true"),
        may("until", &NAME, "La liste reste ouverte jusqu’à cette étape.", "The list stays open until that step.", "cloture"),
        may(
            "enough",
            &Expression,
            "Dès que c’est vrai, le reste est laissé.",
            "Once it holds, what is left is dropped.",
            "chacun.success | length >= 3",
        ),
        may("call", &F(Id), "Une autre procédure est suivie ici.", "Another procedure is carried out here.", "designation-mandataire"),
        may("with", &Map(&Expression), "Ce qu’elle reçoit.", "What it is given.", "{personne: directeur}"),
        may(
            "returns",
            &Map(&NAME),
            "Ce qu’elle rend : nom, et son champ.",
            "What it gives back: a name, and its field.",
            "{carte: carte_disponible}",
        ),
        next(),
        route(),
        may(
            "choose",
            &Map(&Obj(&OPTION)),
            "Une personne répond.",
            "A person answers.",
            "{oui: {title: Oui, next: suite}, non: {title: Non, end: neutral}}",
        ),
        may("many", &Boolean, "Plusieurs réponses à la fois.", "Several answers at once.", "true"),
        back(),
        end(),
        stop(),
    ],
};

static CHANNEL: Shape = Word(&["oral", "phone", "sms", "in_person"]);

/// A way to a step.
pub static WAY: Object = Object { name: "way", one_of: &[], keys: &[must("to", &NAME, "L’étape.", "The step.", "prevenir"), when_if()] };

/// One arm of a `route`.
pub static ROUTE: Object = Object {
    name: "route",
    one_of: &["next", "back", "end"],
    keys: &[
        may("when", &Expression, "Si c’est vrai ; absent du dernier.", "Where it holds; the last has none.", "canal == 'papier'"),
        next(),
        back(),
        end(),
        stop(),
    ],
};

/// One answer of a `choose`.
pub static OPTION: Object = Object {
    name: "option",
    one_of: &["next", "route", "back", "end"],
    keys: &[
        must("title", &Line, "La réponse.", "The answer.", "Oui"),
        when_if(),
        may("default", &Boolean, "Prise quand l’étape est passée.", "Taken when the step is passed.", "true"),
        source(),
        next(),
        route(),
        back(),
        end(),
        stop(),
    ],
};

/// What follows when a wait has taken too long.
pub static LATE: Object = Object { name: "late", one_of: &["next", "route", "back", "end"], keys: &[next(), route(), back(), end(), stop()] };

/// Which part of a document to follow.
pub static DOCUMENT_USE: Object = Object {
    name: "document_use",
    one_of: &[],
    keys: &[
        must("use", &NAME, "Le document.", "The document.", "guide"),
        may("pages", &Line, "Les pages.", "The pages.", "32-"),
        may("follow", &Boolean, "« false » : ne pas suivre.", "`false`: not to be followed.", "false"),
        may("note", &Text, "Une remarque.", "A remark.", "la création du compte seulement"),
        source(),
    ],
};

/// What answers must fulfil.
pub static REQUIRE: Object = Object {
    name: "require",
    one_of: &[],
    keys: &[
        must("that", &Expression, "Doit être vrai.", "Must hold.", "fin >= debut"),
        must("say", &Text, "La phrase qui refuse.", "The sentence that refuses.", "La fin précède le début."),
        source(),
    ],
};

/// Something outside must happen.
pub static WAIT: Object = Object {
    name: "wait",
    one_of: &[],
    keys: &[
        must("for", &Line, "Ce qu’on attend.", "What is awaited.", "la réponse"),
        may("from", &Line, "De qui : un rôle ou un modèle.", "From whom: a role or a template.", "beneficiaire"),
        may("within", &F(Duration), "En combien de temps.", "Within how long.", "10 working days"),
        may("remind", &Or(&F(Duration), &Obj(&REMIND)), "Les rappels.", "Reminders.", "{after: 3 working days}"),
        may(
            "late",
            &Or(&NAME, &Obj(&LATE)),
            "Ce qui suit quand le délai est passé et qu’une personne le confirme.",
            "What follows once the time has run out and a person confirms it.",
            "{next: relancer}",
        ),
    ],
};

/// Reminders.
pub static REMIND: Object = Object {
    name: "remind",
    one_of: &[],
    keys: &[
        must("after", &F(Duration), "Le premier rappel.", "The first reminder.", "3 working days"),
        may("every", &F(Duration), "Puis tous les…", "Then every…", "3 working days"),
        may("times", &Whole(1), "Combien de fois au plus.", "How often at most.", "3"),
        may("email", &NAME, "Le courriel de rappel.", "The reminder's mail.", "rappel_cgu"),
    ],
};

/// A secret is passed on.
pub static HANDOVER: Object = Object {
    name: "handover",
    one_of: &[],
    keys: &[
        must("secret", &NAME, "Le secret, un champ « secret ».", "The secret, a field of that type.", "mot_de_passe"),
        must("to", &Line, "À qui : un rôle ou un modèle.", "To whom: a role or a template.", "beneficiaire"),
        must(
            "by",
            &Or(&CHANNEL, &List(&CHANNEL)),
            "Par quels moyens ; jamais par courriel.",
            "By which channels; never by mail.",
            "[oral, phone, sms]",
        ),
    ],
};

/// A group of steps.
pub static SECTION: Object = Object {
    name: "section",
    one_of: &[],
    keys: &[
        must("start", &NAMES, "Par où il commence.", "Where it begins.", "a"),
        must("steps", &Map(&Obj(&STEP)), "Ses étapes.", "Its steps.", "{a: {title: A, end: success}}"),
    ],
};
