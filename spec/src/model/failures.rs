//! [`Failures`]: how a platform learns which records of a batch have failed.

/// How the platform learns which records have failed.
///
/// The answer is an object with one list. It has an entry for each failed record, or for every record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failures {
    /// The key of the list.
    pub list: String,
    /// The key of the id in an entry.
    pub key: String,
    /// What identifies a record.
    pub id: RecordId,
    /// The text that the records of one group have in common. After a failure, the later records of the group are not handled and
    /// count as failed.
    pub group: Option<Template>,
    /// Whether the batch ends at the first failure, which alone is reported.
    pub stop: bool,
    /// Whether the list has an entry for every record. That of a record that has not failed is what the function returned.
    pub every: bool,
    /// Keys that the entry of a failed record has in addition, each with its text.
    pub with: Vec<(String, String)>,
    /// The fields of the record that the entry of a failed record repeats.
    pub copy: Vec<String>,
}

/// What identifies a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordId {
    /// One value.
    One(Template),
    /// An object with several values.
    Named(Vec<(String, Template)>),
}

/// A value that is made from the fields of a record. A single path is the value at it, a text or a number. Anything else is text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template(pub Vec<TemplatePart>);

/// A part of a [`Template`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplatePart {
    /// The text itself.
    Text(String),
    /// The value at a path of wire names, which goes through objects only: `attributes.MessageGroupId`.
    Path(String),
}

impl std::fmt::Display for Template {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let [TemplatePart::Path(path)] = &self.0[..] {
            return write!(f, "{path}");
        }
        self.0.iter().try_for_each(|part| match part {
            TemplatePart::Text(text) => f.write_str(text),
            TemplatePart::Path(path) => write!(f, "{{{path}}}"),
        })
    }
}

impl std::fmt::Display for RecordId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            RecordId::One(template) => write!(f, "{template}"),
            RecordId::Named(values) => {
                let values: Vec<String> = values.iter().map(|(name, template)| format!("{name} = {template}")).collect();
                f.write_str(&values.join(", "))
            }
        }
    }
}
