//! What stood at one place of the samples: every value that was there, merged across samples and list items.

use triggerkit_spec::json::{Node, Value};

/// Everything seen at one place.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// Nulls.
    pub nulls: usize,
    /// Booleans.
    pub bools: Vec<bool>,
    /// Numbers, as they were written.
    pub numbers: Vec<String>,
    /// Texts.
    pub texts: Vec<String>,
    /// How many lists.
    pub lists: usize,
    /// What was in them.
    pub items: Option<Box<Seen>>,
    /// The keys of each object.
    pub objects: Vec<Vec<String>>,
    /// The members of all objects, each behind the one that it was first met behind.
    pub members: Vec<(String, Seen)>,
}

impl Seen {
    /// Takes one more value in.
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
                let mut behind = 0;
                for (key, value) in members {
                    self.member(key, &mut behind).add(value);
                }
            }
        }
    }

    /// The member of this key, put at `behind` when it is new. `behind` is moved to where the next one belongs.
    fn member(&mut self, key: &str, behind: &mut usize) -> &mut Seen {
        let index = self.members.iter().position(|(name, _)| name == key).unwrap_or_else(|| {
            self.members.insert(*behind, (key.to_owned(), Seen::default()));
            *behind
        });
        *behind = index + 1;
        &mut self.members[index].1
    }

    /// Which kinds of values there were, nulls aside.
    pub fn kinds(&self) -> Kinds {
        Kinds {
            bools: !self.bools.is_empty(),
            numbers: !self.numbers.is_empty(),
            texts: !self.texts.is_empty(),
            lists: self.lists > 0,
            objects: !self.objects.is_empty(),
        }
    }

    /// The values of a map, merged.
    pub fn values(&self) -> Seen {
        let mut all = Seen::default();
        for (_, each) in &self.members {
            all.merge(each.clone());
        }
        all
    }

    /// Takes everything in that was seen elsewhere.
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
        let mut behind = 0;
        for (key, value) in other.members {
            self.member(&key, &mut behind).merge(value);
        }
    }
}

/// Kinds of values at one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kinds {
    /// Booleans.
    pub bools: bool,
    /// Numbers.
    pub numbers: bool,
    /// Texts.
    pub texts: bool,
    /// Lists.
    pub lists: bool,
    /// Objects.
    pub objects: bool,
}

impl Kinds {
    /// Whether there is nothing but what `these` says.
    pub fn within(self, these: Kinds) -> bool {
        let pairs = [
            (self.bools, these.bools),
            (self.numbers, these.numbers),
            (self.texts, these.texts),
            (self.lists, these.lists),
            (self.objects, these.objects),
        ];
        pairs.into_iter().all(|(has, may)| !has || may)
    }
}

/// No kind at all: a start for `Kinds { texts: true, ..NONE }`.
pub const NONE: Kinds = Kinds { bools: false, numbers: false, texts: false, lists: false, objects: false };
