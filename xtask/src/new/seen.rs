//! The values that the samples have at one path, merged across samples and list items.

use triggerkit_spec::json::{Node, Value};

/// All values at one path.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// The number of nulls.
    pub nulls: usize,
    /// Booleans.
    pub bools: Vec<bool>,
    /// Numbers as they are written.
    pub numbers: Vec<String>,
    /// Texts.
    pub texts: Vec<String>,
    /// The number of lists.
    pub lists: usize,
    /// The items of all lists.
    pub items: Option<Box<Seen>>,
    /// The keys of each object.
    pub objects: Vec<Vec<String>>,
    /// The members of all objects, in the order in which they were first seen.
    pub members: Vec<(String, Seen)>,
}

impl Seen {
    /// Adds a value.
    pub fn add(&mut self, node: &Node<'_>) {
        match &node.value {
            Value::Null => self.nulls += 1,
            Value::Bool(value) => self.bools.push(*value),
            Value::Number(number) => self.numbers.push(number.as_str().to_owned()),
            Value::String(text) => self.texts.push(text.to_string()),
            Value::List(list) => {
                self.lists += 1;
                let items = self.items.get_or_insert_default();
                list.iter().for_each(|item| items.add(item));
            }
            Value::Object(members) => {
                self.objects.push(members.iter().map(|(key, _)| key.to_string()).collect());
                let mut next = 0;
                for (key, value) in members {
                    self.member(key, &mut next).add(value);
                }
            }
        }
    }

    /// Returns the member with this key, which is inserted at `next` if it is new. `next` is moved to the place after it.
    fn member(&mut self, key: &str, next: &mut usize) -> &mut Seen {
        let index = self.members.iter().position(|(name, _)| name == key).unwrap_or_else(|| {
            self.members.insert(*next, (key.to_owned(), Seen::default()));
            *next
        });
        *next = index + 1;
        &mut self.members[index].1
    }

    /// Returns the kinds of all values except nulls.
    pub fn kinds(&self) -> Kinds {
        let kinds = [
            (BOOLS, !self.bools.is_empty()),
            (NUMBERS, !self.numbers.is_empty()),
            (TEXTS, !self.texts.is_empty()),
            (LISTS, self.lists > 0),
            (OBJECTS, !self.objects.is_empty()),
        ];
        kinds.into_iter().filter(|(_, has)| *has).map(|(kind, _)| kind).sum()
    }

    /// Returns whether all values except nulls are of `these` kinds.
    pub fn is_only(&self, these: Kinds) -> bool {
        self.kinds() & !these == 0
    }

    /// Returns the values of a map, merged.
    pub fn values(&self) -> Seen {
        let mut all = Seen::default();
        for (_, each) in &self.members {
            all.merge(each.clone());
        }
        all
    }

    /// Adds all values that were seen elsewhere.
    pub fn merge(&mut self, other: Seen) {
        self.nulls += other.nulls;
        self.bools.extend(other.bools);
        self.numbers.extend(other.numbers);
        self.texts.extend(other.texts);
        self.lists += other.lists;
        if let Some(items) = other.items {
            self.items.get_or_insert_default().merge(*items);
        }
        self.objects.extend(other.objects);
        let mut next = 0;
        for (key, value) in other.members {
            self.member(&key, &mut next).merge(value);
        }
    }
}

/// The kinds of values at one path: a sum of the following bits.
pub type Kinds = u8;
/// Booleans.
pub const BOOLS: Kinds = 1;
/// Numbers.
pub const NUMBERS: Kinds = 2;
/// Texts.
pub const TEXTS: Kinds = 4;
/// Lists.
pub const LISTS: Kinds = 8;
/// Objects.
pub const OBJECTS: Kinds = 16;
