//! The form of the language as data: which keys an object has and what may stand under them.
//!
//! The JSON Schema, the suggestions for misspelt keys and the editor's help are all made from the table in [`super::language`].

/// An object of the language: a step, a field, a mail, …
pub struct Object {
    /// Its name in the JSON Schema.
    pub name: &'static str,
    /// What it may hold.
    pub keys: &'static [Key],
    /// Of these keys it has exactly one.
    pub one_of: &'static [&'static str],
}

/// One key of an object.
pub struct Key {
    /// As it is written.
    pub name: &'static str,
    /// What may stand under it.
    pub shape: &'static Shape,
    /// Whether it must be there.
    pub required: bool,
    /// What it means, in French.
    pub fr: &'static str,
    /// What it means, in English.
    pub en: &'static str,
    /// An example of its value, as YAML.
    pub example: &'static str,
}

/// What may stand under a key.
pub enum Shape {
    /// A text on one line.
    Line,
    /// A text on any number of lines.
    Text,
    /// An expression: a text, or a plain `true`, `false` or number.
    Expression,
    /// `true` or `false`.
    Boolean,
    /// A whole number from here on.
    Whole(u32),
    /// A number or a text: a bound.
    Bound,
    /// Any value.
    Anything,
    /// A text of a certain form.
    Form(Form),
    /// One of these words.
    Word(&'static [&'static str]),
    /// The version of the language.
    Version,
    /// A list.
    List(&'static Shape),
    /// A map from names to this.
    Map(&'static Shape),
    /// A map from any texts to this: finding codes, paths of steps, expressions.
    Keyed(&'static Shape),
    /// An object of the language.
    Object(&'static Object),
    /// This or that: told apart by whether it is a text, a list or an object.
    Or(&'static Shape, &'static Shape),
}

/// The forms that texts take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `snake_case`: steps, fields, roles, …
    Name,
    /// `a.b.c`, `a[key].b`: a name inside others.
    Path,
    /// `kebab-case`: procedures.
    Id,
    /// `1.2.3`
    Version,
    /// `2026-11-22`
    Date,
    /// `fr`, `en-GB`
    Language,
    /// `3 working days`
    Duration,
    /// `3 working days`, `48 hours after noticed_at`, `wedding_day`, `2026-12-24`
    Moment,
    /// `2026-03-02`, `2026-03-02T09:00`, `2026-03-02T09:00:30`
    Instant,
    /// `10 MB`
    Size,
}

impl Form {
    /// All of them.
    pub const ALL: &'static [Form] =
        &[Form::Name, Form::Path, Form::Id, Form::Version, Form::Date, Form::Language, Form::Duration, Form::Moment, Form::Instant, Form::Size];

    /// As a regular expression.
    pub fn pattern(self) -> &'static str {
        match self {
            Form::Name => "^[a-z][a-z0-9_]{0,63}$",
            Form::Path => r"^[a-z][a-z0-9_]{0,63}(\[[a-z0-9_]{1,64}\])?(\.[a-z][a-z0-9_]{0,63}(\[[a-z0-9_]{1,64}\])?)*$",
            Form::Id => "^[a-z][a-z0-9]*(-[a-z0-9]+)*$",
            Form::Version => r"^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(-[0-9A-Za-z.-]+)?$",
            Form::Date => r"^[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-9]))$",
            Form::Language => "^[a-z]{2,3}(-[A-Za-z0-9]+)*$",
            // No more than four digits, as `Duration::parse` has it.
            Form::Duration => "^[1-9][0-9]{0,3} (minute|hour|day|week|month|year|working day|clear day)s?$",
            Form::Moment => concat!(
                "^([1-9][0-9]{0,3} (minute|hour|day|week|month|year|working day|clear day)s?|",
                "([0-9]{1,4} (minute|hour|day|week|month|year|working day|clear day)s? (after|before) )?",
                r"([0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])|[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*))$"
            ),
            Form::Instant => "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])(T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?)?$",
            Form::Size => "^[1-9][0-9]{0,3} (KB|MB|GB)$",
        }
    }

    /// What it looks like, in no language.
    pub fn example(self) -> &'static str {
        match self {
            Form::Name => "a_b_1",
            Form::Path => "a.b",
            Form::Id => "a-b",
            Form::Version => "1.0.0",
            Form::Date => "2026-11-22",
            Form::Language => "fr",
            Form::Duration => "3 working days",
            Form::Moment => "5 working days",
            Form::Instant => "2026-11-22T09:30",
            Form::Size => "10 MB",
        }
    }

    /// The name of the sentence that says what is expected.
    pub fn message(self) -> &'static str {
        match self {
            Form::Name => "form-name",
            Form::Path => "form-path",
            Form::Id => "form-id",
            Form::Version => "form-version",
            Form::Date => "form-date",
            Form::Language => "form-language",
            Form::Duration => "form-duration",
            Form::Moment => "form-moment",
            Form::Instant => "form-instant",
            Form::Size => "form-size",
        }
    }
}

/// The object of the language that stands at a path of the file (`/steps/x/wait`), found by walking the table from `root`.
pub fn object_at(root: &'static Object, path: &str) -> Option<&'static Object> {
    let mut object = root;
    let mut shape: Option<&'static Shape> = None;
    for segment in path.split('/').skip(1) {
        shape = match shape.and_then(|shape| inside(shape, segment)) {
            Some(inner) => Some(inner),
            None => Some(object.keys.iter().find(|key| key.name == segment)?.shape),
        };
        if let Some(next) = shape.and_then(as_object)
            && (!segment.is_empty())
        {
            // A list or map of objects is entered by its index or name first.
            object = next;
        }
    }
    match shape {
        None => Some(root),
        Some(shape) => as_object(shape),
    }
}

/// What the language says of one path of a file.
#[derive(Clone, Copy)]
pub struct Standing {
    /// The key under which it stands, and the object that has this key; none for the whole file.
    pub under: Option<(&'static Object, &'static Key)>,
    /// What may stand there; none for the whole file.
    pub shape: Option<&'static Shape>,
}

impl Standing {
    /// What may stand at a path: keys, names of maps and indexes of lists, one after the other.
    pub fn at<'s>(root: &'static Object, path: impl IntoIterator<Item = &'s str>) -> Option<Standing> {
        let mut standing = Standing { under: None, shape: None };
        for segment in path {
            match standing.shape.and_then(|shape| inside(shape, segment)) {
                Some(inner) => standing.shape = Some(inner),
                None => {
                    let object = standing.object().or(standing.shape.is_none().then_some(root))?;
                    let key = object.keys.iter().find(|key| key.name == segment)?;
                    standing = Standing { under: Some((object, key)), shape: Some(key.shape) };
                }
            }
        }
        Some(standing)
    }

    /// The object of the language that may stand there.
    pub fn object(&self) -> Option<&'static Object> {
        self.shape.and_then(Shape::object)
    }
}

impl Shape {
    /// The object that this is, or may be.
    pub fn object(&'static self) -> Option<&'static Object> {
        as_object(self)
    }

    /// What may stand under a name, or in a list.
    pub fn inner(&'static self) -> Option<&'static Shape> {
        inside(self, "0")
    }
}

/// What stands under an index of a list or a name of a map.
fn inside(shape: &'static Shape, segment: &str) -> Option<&'static Shape> {
    let index = segment.bytes().all(|b| b.is_ascii_digit());
    match shape {
        Shape::List(inner) if index => Some(inner),
        Shape::Map(inner) | Shape::Keyed(inner) => Some(inner),
        Shape::Or(this, that) => inside(this, segment).or_else(|| inside(that, segment)),
        _ => None,
    }
}

fn as_object(shape: &'static Shape) -> Option<&'static Object> {
    match shape {
        Shape::Object(object) => Some(object),
        Shape::Or(this, that) => as_object(this).or_else(|| as_object(that)),
        _ => None,
    }
}
