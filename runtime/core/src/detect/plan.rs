//! Many conditions asked of a payload in one pass.

use std::borrow::Cow;

use super::{Condition, Headers, Test, Texts, header_is};
use crate::json::{Kind, Scan, Scanner};

/// Conditions made ready to be asked together, again and again.
///
/// Lists are looked at in their first item, and of equal keys the first one counts.
#[derive(Debug)]
pub struct Plan {
    /// The tree of all paths; the first node is the payload.
    nodes: Vec<Node>,
    ways: Vec<Way>,
    /// How many tests there are.
    tests: usize,
    /// Tests of request headers.
    headers: Vec<(usize, Cow<'static, str>, Texts)>,
}

/// Which of a plan's conditions hold, by their indices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// None does.
    None,
    /// One alone.
    One(usize),
    /// These, in order.
    Several(Vec<usize>),
}

/// A place in payloads that conditions ask for.
#[derive(Debug, Default)]
struct Node {
    /// What is asked of the value, by the test's number.
    tests: Vec<(usize, Test)>,
    /// Members that are asked for, each with its mark: most others are told apart at a glance.
    keys: Vec<(u32, String, usize)>,
    /// One bit of 64 for each mark.
    marks: u64,
    /// The first item of a list.
    item: Option<usize>,
}

/// One way for a condition to hold: some tests are met, and others are not.
#[derive(Clone, Debug, Default)]
struct Way {
    condition: usize,
    needs: Vec<usize>,
    absent: Vec<usize>,
}

/// Length, first and last byte of a key.
#[inline]
fn mark(key: &str) -> u32 {
    match key.as_bytes() {
        [first, .., last] => (key.len() as u32) << 16 | u32::from(*first) << 8 | u32::from(*last),
        short => 1 << 16 | u32::from(short.first().copied().unwrap_or_default()),
    }
}

/// The bit of a mark.
#[inline]
fn bit(mark: u32) -> u64 {
    1 << (mark.wrapping_mul(0x9e37_79b1) >> 26)
}

impl Plan {
    /// Makes conditions ready.
    pub fn new<'c>(conditions: impl IntoIterator<Item = &'c Condition>) -> Self {
        let mut plan = Plan { nodes: vec![Node::default()], ways: Vec::new(), tests: 0, headers: Vec::new() };
        for (index, condition) in conditions.into_iter().enumerate() {
            let ways = plan.ways(condition);
            plan.ways.extend(ways.into_iter().map(|way| Way { condition: index, ..way }));
        }
        plan
    }

    /// The ways for a condition to hold.
    fn ways(&mut self, condition: &Condition) -> Vec<Way> {
        match condition {
            Condition::Any(conditions) => conditions.iter().flat_map(|each| self.ways(each)).collect(),
            Condition::All(conditions) => conditions.iter().fold(vec![Way::default()], |ways, each| {
                let more = self.ways(each);
                ways.iter().flat_map(|way| more.iter().map(|other| way.and(other))).collect()
            }),
            Condition::Header(name, values) => {
                let test = self.test();
                self.headers.push((test, name.clone(), values.clone()));
                vec![Way { needs: vec![test], ..Way::default() }]
            }
            Condition::Path(path, test) => vec![Way { needs: vec![self.ask(path, test)], ..Way::default() }],
            Condition::Absent(path) => vec![Way { absent: vec![self.ask(path, &Test::Present)], ..Way::default() }],
        }
    }

    /// The number of a new test.
    fn test(&mut self) -> usize {
        self.tests += 1;
        self.tests - 1
    }

    /// The number of a test of the value at a path.
    fn ask(&mut self, path: &str, test: &Test) -> usize {
        let mut node = 0;
        for step in path.split('.').filter(|step| !step.is_empty()) {
            let key = step.trim_end_matches("[]");
            if !key.is_empty() {
                node = self.member(node, key);
            }
            for _ in 0..(step.len() - key.len()) / 2 {
                node = self.item(node);
            }
        }
        if let Some((known, _)) = self.nodes[node].tests.iter().find(|(_, known)| known == test) {
            return *known;
        }
        let new = self.test();
        self.nodes[node].tests.push((new, test.clone()));
        new
    }

    fn member(&mut self, node: usize, key: &str) -> usize {
        if let Some((.., known)) = self.nodes[node].keys.iter().find(|(_, name, _)| name == key) {
            return *known;
        }
        let (new, mark) = (self.nodes.len(), mark(key));
        self.nodes[node].keys.push((mark, key.to_owned(), new));
        self.nodes[node].marks |= bit(mark);
        self.nodes.push(Node::default());
        new
    }

    fn item(&mut self, node: usize) -> usize {
        let new = self.nodes.len();
        let item = *self.nodes[node].item.get_or_insert(new);
        if item == new {
            self.nodes.push(Node::default());
        }
        item
    }

    /// The one condition that holds by what the start of a payload shows, where no other waits for nothing but that something
    /// stays absent. `None` where the payload must be read whole to tell.
    pub fn early(&self, start: &str, headers: &dyn Headers) -> Option<usize> {
        match self.read(start, headers) {
            (Verdict::One(one), false) => Some(one),
            _ => None,
        }
    }

    /// The conditions that hold for a payload and its headers.
    pub fn judge(&self, payload: &str, headers: &dyn Headers) -> Verdict {
        self.read(payload, headers).0
    }

    /// Reads a payload: what holds, and whether something else would if the payload ended there.
    fn read(&self, payload: &str, headers: &dyn Headers) -> (Verdict, bool) {
        let words = (self.tests + self.nodes.len()).div_ceil(64);
        let (mut few, mut many) = ([0; 8], Vec::new());
        let seen = match few.get_mut(..words) {
            Some(few) => few,
            None => {
                many.resize(words, 0);
                &mut many
            }
        };
        let mut reading = Reading { plan: self, seen };
        let mut json = Scanner::new(payload);
        let read = reading.members(0, &mut json);
        let whole = json.end().is_ok();
        // An object that is cut off shows what it is; one with something behind it is no payload.
        if read.is_ok() && !whole {
            reading.seen.fill(0);
        }
        for (test, name, values) in &self.headers {
            if header_is(headers, name, values) {
                reading.set(*test);
            }
        }
        let whole = read.is_ok() && whole;
        let waits = |way: &Way| !way.absent.is_empty() && reading.meets(way);
        (reading.verdict(whole), !whole && self.ways.iter().any(waits))
    }
}

impl Way {
    fn and(&self, other: &Way) -> Way {
        Way {
            condition: self.condition,
            needs: [&self.needs[..], &other.needs].concat(),
            absent: [&self.absent[..], &other.absent].concat(),
        }
    }
}

/// One payload being read.
struct Reading<'r> {
    plan: &'r Plan,
    /// Tests that are met, and behind them places that were visited.
    seen: &'r mut [u64],
}

impl Reading<'_> {
    #[inline]
    fn has(&self, bit: usize) -> bool {
        self.seen[bit / 64] >> (bit % 64) & 1 == 1
    }

    /// Sets a bit; false when it was set before.
    #[inline]
    fn set(&mut self, bit: usize) -> bool {
        let new = !self.has(bit);
        self.seen[bit / 64] |= 1 << (bit % 64);
        new
    }

    /// Whether the way lacks nothing so far.
    fn meets(&self, way: &Way) -> bool {
        way.needs.iter().all(|&test| self.has(test)) && !way.absent.iter().any(|&test| self.has(test))
    }

    fn members(&mut self, node: usize, json: &mut Scanner<'_>) -> Scan<()> {
        let Node { keys, marks, .. } = &self.plan.nodes[node];
        json.enter_object()?;
        while let Some(key) = json.next_key()? {
            let mark = mark(&key);
            let known = match marks & bit(mark) {
                0 => None,
                _ => keys.iter().find(|(known, name, _)| *known == mark && *name == *key),
            };
            match known {
                Some((.., member)) if self.set(self.plan.tests + member) => self.value(*member, json)?,
                _ => drop(json.skip()?),
            }
        }
        Ok(())
    }

    fn value(&mut self, node: usize, json: &mut Scanner<'_>) -> Scan<()> {
        let Node { tests, keys, item, .. } = &self.plan.nodes[node];
        let kind = json.peek()?;
        for (test, asked) in tests {
            if asked.admits(kind, json) {
                self.set(*test);
            }
        }
        match (kind, item) {
            (Kind::Object, _) if !keys.is_empty() => self.members(node, json),
            (Kind::List, Some(item)) => {
                json.enter_list()?;
                if json.next_item()? {
                    self.value(*item, json)?;
                }
                while json.next_item()? {
                    json.skip()?;
                }
                Ok(())
            }
            _ => json.skip().map(drop),
        }
    }

    /// The conditions that hold; what is absent is known only of a payload that is whole.
    fn verdict(&self, whole: bool) -> Verdict {
        let holding = self.plan.ways.iter().filter(|way| self.meets(way) && (whole || way.absent.is_empty()));
        let mut holding = holding.map(|way| way.condition);
        let Some(one) = holding.next() else { return Verdict::None };
        let mut several: Vec<usize> = holding.filter(|other| *other != one).collect();
        if several.is_empty() {
            return Verdict::One(one);
        }
        several.insert(0, one);
        several.dedup();
        Verdict::Several(several)
    }
}
