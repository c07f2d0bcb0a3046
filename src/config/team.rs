//! The people who work here, as the settings name them: who acts, and who plays which role where nothing else is said.

use super::Wrong;
use crate::finding::{Message, did_you_mean};
use crate::model::value;
use crate::msg;
use indexmap::IndexMap;
use serde_json::{Map, Value};

/// The people, by their short name.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Team(IndexMap<String, Member>);

/// Somebody who works here.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// Name, address and phone number, as a `person` is answered.
    pub person: Value,
    /// The roles that they usually play: `role`, or `procedure.role`.
    pub roles: Vec<String>,
}

impl Member {
    /// The whole name.
    pub fn name(&self) -> &str {
        self.part("name").unwrap_or_default()
    }

    fn part(&self, part: &str) -> Option<&str> {
        self.person.get(part).and_then(Value::as_str)
    }

    /// Whether this is a role of theirs, in this procedure.
    pub fn plays(&self, procedure: &str, role: &str) -> bool {
        self.roles.iter().any(|one| one == role || one.strip_prefix(procedure).and_then(|rest| rest.strip_prefix('.')) == Some(role))
    }
}

impl Team {
    /// `claire: {name: Claire Martin, email: …, phone: …, roles: [gestionnaire]}`, or the name alone.
    ///
    /// # Errors
    /// It has another form, or an address or number that is none.
    pub(super) fn read(given: Map<String, Value>) -> Result<Team, Wrong> {
        let member = |(short, given): (String, Value)| {
            let wrong = |why: Message| Wrong::new(&format!("team/{short}"), why);
            let mut parts = match given {
                Value::String(name) => Map::from_iter([("name".to_owned(), Value::String(name))]),
                Value::Object(parts) => parts,
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => return Err(wrong(msg!("settings-team"))),
            };
            let roles = match parts.shift_remove("roles") {
                None | Some(Value::Null) => Vec::new(),
                Some(Value::String(role)) => vec![role],
                Some(roles) => serde_json::from_value(roles).map_err(|_| wrong(msg!("settings-team")))?,
            };
            let person = value::person(&short, &Value::Object(parts));
            let person = person.map_err(|problems| match problems.into_iter().next() {
                Some(first) => Wrong::new(&format!("team/{}", first.path.replace('.', "/")), first.message),
                None => wrong(msg!("expected-person")),
            })?;
            Ok((short, Member { person, roles }))
        };
        given.into_iter().map(member).collect::<Result<_, _>>().map(Team)
    }

    /// Whether nobody is named.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Everybody, by their short name.
    pub fn members(&self) -> impl Iterator<Item = (&str, &Member)> {
        self.0.iter().map(|(short, member)| (short.as_str(), member))
    }

    /// Somebody by their short name, whole name or address, small or capital letters alike.
    pub fn member(&self, called: &str) -> Option<&Member> {
        let called = called.trim().to_lowercase();
        let is = |text: &str| text.to_lowercase() == called;
        self.0
            .iter()
            .find(|(short, _)| is(short))
            .or_else(|| self.0.iter().find(|(_, m)| is(m.name()) || m.part("email").is_some_and(is)))
            .map(|(_, m)| m)
    }

    /// Whoever usually plays a role; nobody where several do.
    pub fn player(&self, procedure: &str, role: &str) -> Option<&Member> {
        let mut players = self.0.values().filter(|member| member.plays(procedure, role));
        players.next().filter(|_| players.next().is_none())
    }

    /// Whether anybody is said to play this role.
    pub fn is_played(&self, procedure: &str, role: &str) -> bool {
        self.0.values().any(|member| member.plays(procedure, role))
    }

    /// What to do where nobody is called so.
    pub fn meant(&self, called: &str) -> Message {
        let names = || self.0.iter().flat_map(|(short, member)| [short.as_str(), member.name()]);
        match did_you_mean(called, names()) {
            Some(near) => msg!("did-you-mean", name = near),
            None => msg!("name-unknown.known", names = self.0.keys().cloned().collect::<Vec<_>>()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn team(given: Value) -> Result<Team, Wrong> {
        Team::read(given.as_object().unwrap().clone())
    }

    #[test]
    fn people_are_known_by_what_they_are_called() {
        let team = team(json!({
            "claire": {"name": "Claire Martin", "email": "claire@ville.fr", "roles": ["gestionnaire", "achat.chef"]},
            "ana": "Ana Belkacem", "marc": {"name": "Marc", "phone": "06 12 34 56 78", "roles": "gestionnaire"},
        }))
        .unwrap();
        for called in ["claire", "CLAIRE martin", " claire@ville.fr"] {
            assert_eq!(team.member(called).map(Member::name), Some("Claire Martin"));
        }
        assert_eq!(team.member("clair"), None);
        assert_eq!(team.member("marc").unwrap().person, json!({"name": "Marc", "phone": "0612345678"}));
        assert_eq!(team.player("achat", "gestionnaire"), None, "two play it");
        assert_eq!(team.player("achat", "chef").map(Member::name), Some("Claire Martin"));
        assert!(team.player("accueil", "chef").is_none() && team.is_played("x", "gestionnaire") && !team.is_played("x", "chef"));
    }

    #[test]
    fn what_is_no_person_is_said() {
        for wrong in
            [json!({"a": 3}), json!({"a": {"name": "A", "roles": [3]}}), json!({"a": {"name": "A", "email": "x"}}), json!({"a": {"email": "a@b.fr"}})]
        {
            assert!(team(wrong.clone()).is_err(), "{wrong}");
        }
    }
}
