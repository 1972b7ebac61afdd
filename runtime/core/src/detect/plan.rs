//! Many conditions asked of a payload in one pass.

use std::borrow::Cow;

use super::keys::Keys;
use super::reading::Reading;
use super::{Condition, Headers, Test, Texts};
use crate::json::Scanner;

/// Conditions made ready to be asked together, again and again.
///
/// Lists are looked at in their first item, and of equal keys the first one counts.
#[derive(Debug, Default)]
pub struct Plan {
    /// The tree of all paths; the first node is the payload.
    pub(super) nodes: Vec<Node>,
    pub(super) ways: Vec<Way>,
    /// How much each way lacks before anything is read.
    pub(super) lacks: Vec<u32>,
    /// How many lack nothing even then.
    pub(super) open: usize,
    /// The ways that need each test.
    pub(super) needing: Vec<Vec<usize>>,
    pub(super) headers: Vec<Header>,
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
pub(super) struct Node {
    /// What is asked of the value, by the test's number.
    pub(super) tests: Vec<(usize, Test)>,
    /// Ways that are no more when there is a value.
    pub(super) ends: Vec<usize>,
    /// Members that are asked for.
    pub(super) keys: Keys,
    /// The first item of a list.
    pub(super) item: Option<usize>,
}

/// A request header that conditions ask for.
#[derive(Debug)]
pub(super) struct Header {
    pub(super) name: Cow<'static, str>,
    /// What its value may be, by the test's number.
    pub(super) tests: Vec<(usize, Texts)>,
}

/// One way for a condition to hold: some tests are met, and some places are absent.
#[derive(Clone, Debug, Default)]
pub(super) struct Way {
    pub(super) condition: usize,
    pub(super) needs: Vec<usize>,
    pub(super) absent: Vec<usize>,
    /// Ways of other conditions that need something at a place or header where this one does.
    pub(super) rivals: Vec<usize>,
}

impl Plan {
    /// Makes conditions ready.
    pub fn new<'c>(conditions: impl IntoIterator<Item = &'c Condition>) -> Self {
        let mut plan = Plan { nodes: vec![Node::default()], ..Plan::default() };
        for (index, condition) in conditions.into_iter().enumerate() {
            let ways = plan.ways(condition);
            plan.ways.extend(ways.into_iter().map(|way| Way { condition: index, ..way }));
        }
        for (index, way) in plan.ways.iter().enumerate() {
            way.needs.iter().for_each(|test| plan.needing[*test].push(index));
            way.absent.iter().for_each(|node| plan.nodes[*node].ends.push(index));
        }
        plan.lacks = plan.ways.iter().map(|way| way.needs.len() as u32).collect();
        plan.open = plan.lacks.iter().filter(|lacks| **lacks == 0).count();
        plan.pit();
        plan
    }

    /// Notes the rivals of each way.
    fn pit(&mut self) {
        let at_nodes = self.nodes.iter().map(|node| node.tests.iter().map(|(test, _)| *test).collect::<Vec<_>>());
        let in_headers = self.headers.iter().map(|header| header.tests.iter().map(|(test, _)| *test).collect());
        for tests in at_nodes.chain(in_headers) {
            let ways: Vec<usize> = tests.iter().flat_map(|test| self.needing[*test].iter().copied()).collect();
            for way in &ways {
                let others = ways.iter().filter(|other| self.ways[**other].condition != self.ways[*way].condition).copied();
                let others: Vec<usize> = others.collect();
                self.ways[*way].rivals.extend(others);
            }
        }
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
                match self.headers.iter_mut().find(|header| header.name.eq_ignore_ascii_case(name)) {
                    Some(header) => header.tests.push((test, values.clone())),
                    None => self.headers.push(Header { name: name.clone(), tests: vec![(test, values.clone())] }),
                }
                vec![Way { needs: vec![test], ..Way::default() }]
            }
            Condition::Path(path, test) => vec![Way { needs: vec![self.ask(path, test)], ..Way::default() }],
            Condition::Absent(path) => vec![Way { absent: vec![self.place(path)], ..Way::default() }],
        }
    }

    /// The number of a new test.
    fn test(&mut self) -> usize {
        self.needing.push(Vec::new());
        self.needing.len() - 1
    }

    /// The number of a test of the value at a path.
    fn ask(&mut self, path: &str, test: &Test) -> usize {
        let node = self.place(path);
        if let Some((known, _)) = self.nodes[node].tests.iter().find(|(_, known)| known == test) {
            return *known;
        }
        let new = self.test();
        self.nodes[node].tests.push((new, test.clone()));
        new
    }

    /// The node of a path.
    fn place(&mut self, path: &str) -> usize {
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
        node
    }

    fn member(&mut self, node: usize, key: &str) -> usize {
        if let Some(known) = self.nodes[node].keys.find(key.as_bytes()) {
            return known;
        }
        let new = self.nodes.len();
        self.nodes[node].keys.insert(key, new);
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

    /// The one condition that [`tell`](Self::tell) would name by what the start of a payload shows; `None` where that is not enough.
    pub fn early(&self, start: &str, headers: &dyn Headers) -> Option<usize> {
        match self.read(start, headers, true) {
            (Verdict::One(one), true) => Some(one),
            _ => None,
        }
    }

    /// The conditions that hold for a payload and its headers, where it is read no further than this matters: to where one is met,
    /// none waits only for something to be absent, and none that needs something at a place of the one can be met any more.
    ///
    /// So it says what [`judge`](Self::judge) says, save where several are met that share no place: there it may be the first alone.
    pub fn tell(&self, payload: &str, headers: &dyn Headers) -> Verdict {
        self.read(payload, headers, true).0
    }

    /// The conditions that hold for a payload, read to its end, and its headers.
    pub fn judge(&self, payload: &str, headers: &dyn Headers) -> Verdict {
        self.read(payload, headers, false).0
    }

    /// Reads a payload: what holds, and whether the rest of the payload would not change it.
    fn read(&self, payload: &str, headers: &dyn Headers, stops: bool) -> (Verdict, bool) {
        let (mut few, mut many) = ([0; 64], Vec::new());
        let size = Reading::size(self);
        let state = match few.get_mut(..size) {
            Some(few) => few,
            None => {
                many.resize(size, 0);
                &mut many
            }
        };
        let mut reading = Reading::new(self, headers, stops, state);
        let mut json = Scanner::new(payload);
        match reading.payload(&mut json) {
            Ok(false) => (reading.told().map_or(Verdict::None, Verdict::One), true),
            Ok(true) if json.end().is_ok() => (reading.verdict(true), false),
            // Something stands behind the object: it is no payload, and what holds is a matter of headers.
            Ok(true) => self.read("", headers, stops),
            // An object that is cut off shows what it is.
            Err(_) => (reading.verdict(false), false),
        }
    }
}

impl Way {
    fn and(&self, other: &Way) -> Way {
        let more = other.needs.iter().filter(|test| !self.needs.contains(test));
        Way {
            needs: self.needs.iter().chain(more).copied().collect(),
            absent: [&self.absent[..], &other.absent].concat(),
            ..Way::default()
        }
    }
}
