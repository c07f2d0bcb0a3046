//! Help in the reader's language: the words stand in `cli.ftl`, by command and option.

use crate::msg;
use crate::words::{Lang, Message, Words};
use clap::Command;

/// What help needs of a language. Clap keeps headings for the life of the program, in which help is made once.
struct Dress {
    words: &'static Words,
    template: String,
    commands: &'static str,
    options: &'static str,
    everywhere: &'static str,
    arguments: &'static str,
    command_word: &'static str,
}

/// The command line with its help in this language.
pub(crate) fn dressed(mut command: Command, lang: Lang) -> Command {
    let words = lang.words();
    let dress = Dress {
        words,
        template: words.say(&msg!("help-template")).replace('<', "{").replace('>', "}"),
        commands: words.say(&msg!("help-heading-commands")).leak(),
        options: words.say(&msg!("help-heading-options")).leak(),
        everywhere: words.say(&msg!("help-any")).leak(),
        arguments: words.say(&msg!("help-heading-arguments")).leak(),
        command_word: words.say(&msg!("help-command")).leak(),
    };
    // Help and version are there from now on, and get words like everything else.
    command.build();
    dress.command(command, "help-pasapas")
}

impl Dress {
    fn command(&self, command: Command, id: &str) -> Command {
        let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
        let mut command =
            command.help_template(self.template.clone()).subcommand_help_heading(self.commands).subcommand_value_name(self.command_word);
        if let Some(about) = say(self.words, id, None) {
            command = command.about(about);
        }
        command = command.mut_args(|arg| {
            let name = arg.get_id().to_string();
            let help = say(self.words, id, Some(&name)).or_else(|| say(self.words, "help-any", Some(&name)));
            let everywhere = arg.is_global_set() || matches!(name.as_str(), "help" | "version");
            let heading = match (arg.is_positional(), everywhere) {
                (true, _) => self.arguments,
                (false, true) => self.everywhere,
                (false, false) => self.options,
            };
            let mut arg = arg.help_heading(heading).hide_default_value(true).hide_possible_values(true);
            if let Some(names) = arg.get_value_names() {
                let names: Vec<&'static str> = names.iter().map(|name| &*value_name(self.words, name).leak()).collect();
                arg = arg.value_names(names);
            }
            // What is given by its place stands in the order of the places.
            if let Some(place) = arg.get_index() {
                arg = arg.display_order(place);
            }
            match help {
                Some(help) => arg.help(help.clone()).long_help(help),
                None => arg,
            }
        });
        for name in names {
            let id = below(id, &name);
            command = command.mut_subcommand(name, |sub| self.command(sub, &id));
        }
        command
    }
}

/// What stands for a value, word by word: `PROC|RUN`, `FIELD=VALUE`, `LIST[KEY]`.
fn value_name(words: &Words, name: &str) -> String {
    let mut said = String::new();
    let mut rest = name;
    while !rest.is_empty() {
        let word = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        let (word, after) = rest.split_at(word);
        said.push_str(&say(words, "help-value", Some(&word.to_lowercase())).unwrap_or_else(|| word.to_owned()));
        let sign = after.chars().next().map_or(0, char::len_utf8);
        said.push_str(&after[..sign]);
        rest = &after[sign..];
    }
    said
}

fn below(id: &str, name: &str) -> String {
    if id == "help-pasapas" { format!("help-{name}") } else { format!("{id}-{name}") }
}

/// A sentence by a name that is put together; `None` where there is none.
fn say(words: &Words, id: &str, part: Option<&str>) -> Option<String> {
    let id = part.map_or_else(|| id.to_owned(), |part| format!("{id}.{}", part.replace('_', "-")));
    // Names of sentences live as long as the program: help is made at most once in its life.
    words.knows(&id).then(|| words.say(&Message { id: id.leak(), args: Vec::new() }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walk(command: &Command, id: &str, words: &Words, missing: &mut Vec<String>) {
        if say(words, id, None).is_none() {
            missing.push(id.to_owned());
        }
        for arg in command.get_arguments() {
            let name = arg.get_id().as_str();
            if say(words, id, Some(name)).or_else(|| say(words, "help-any", Some(name))).is_none() {
                missing.push(format!("{id}.{name}"));
            }
        }
        for sub in command.get_subcommands() {
            walk(sub, &below(id, sub.get_name()), words, missing);
        }
    }

    #[test]
    fn what_stands_for_a_value_is_said_word_by_word() {
        let fr = |name| value_name(Lang::Fr.words(), name);
        assert_eq!([fr("PROC|RUN"), fr("LIST[KEY]"), fr("FIELD=VALUE"), fr("N")], ["PROCÉDURE|DOSSIER", "LISTE[CLÉ]", "CHAMP=VALEUR", "N"]);
        assert_eq!(value_name(Lang::En.words(), "PROC|RUN"), "PROC|RUN");
    }

    #[test]
    fn every_command_and_option_has_help_in_both_languages() {
        let mut command = super::super::command();
        command.build();
        for lang in [Lang::Fr, Lang::En] {
            let mut missing = Vec::new();
            walk(&command, "help-pasapas", lang.words(), &mut missing);
            assert_eq!(missing, Vec::<String>::new(), "{}", lang.tag());
        }
    }
}
