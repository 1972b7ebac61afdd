//! [`Tree`]: many conditions compiled into one tree of paths, so that a single pass over a payload tests them all.

use std::collections::{HashMap, HashSet};

use super::condition::{Candidate, Condition, Needs, Test, Texts};
use super::key_table::KeyTable;
use super::path::{Step, steps};

/// The greatest number of tests of one value that are run one after the other. More are looked up by the text.
const FEW_TESTS: usize = 8;

/// Compiled conditions. Nodes, tests and alternatives refer to each other by index.
#[derive(Debug)]
pub(super) struct Tree<'c> {
    /// The places in payloads that conditions name. The first node is the payload itself.
    pub(super) nodes: Vec<Node<'c>>,
    /// The request headers that conditions name.
    pub(super) headers: Vec<Header<'c>>,
    pub(super) tests: Vec<TestUse<'c>>,
    /// The alternatives of all conditions, condition by condition.
    pub(super) alternatives: Vec<Alternative<'c>>,
    /// How many tests each alternative needs. That of a fallback needs one more, which never passes.
    pub(super) needed: Vec<u32>,
    /// How many alternatives need no test.
    pub(super) open: usize,
    /// Whether any condition is a fallback.
    pub(super) has_fallback: bool,
}

/// A place in payloads.
#[derive(Debug, Default)]
pub(super) struct Node<'c> {
    /// The tests of the value.
    pub(super) tests: Vec<ValueTest<'c>>,
    /// The same tests by text, if there are too many to run one after the other.
    pub(super) by_text: Option<Box<TestsByText<'c>>>,
    /// Whether any test needs the text of the value.
    pub(super) reads_text: bool,
    /// The alternatives that fail if there is a value.
    pub(super) absent_in: Vec<usize>,
    /// The nodes of members.
    pub(super) keys: KeyTable<'c>,
    /// The node of the first item of a list.
    pub(super) item: Option<usize>,
    /// The node of the first value of an object, whatever its key is.
    pub(super) value: Option<usize>,
}

/// A test of a value.
#[derive(Clone, Copy, Debug)]
pub(super) struct ValueTest<'c> {
    pub(super) number: usize,
    pub(super) test: &'c Test,
    /// Whether the test passes if its condition holds; if not, it passes if the condition does not hold.
    pub(super) holds: bool,
}

/// The tests of one value, found by its text.
#[derive(Debug, Default)]
pub(super) struct TestsByText<'c> {
    /// The texts that tests compare the value with, each with its index in `passed_by`.
    pub(super) texts: KeyTable<'c>,
    /// The tests that each text passes.
    pub(super) passed_by: Vec<Vec<usize>>,
    /// The tests other than those for certain texts.
    pub(super) others: Vec<ValueTest<'c>>,
}

/// A request header.
#[derive(Debug)]
pub(super) struct Header<'c> {
    pub(super) name: &'c str,
    /// The tests of the value, each with the texts that pass it.
    pub(super) tests: Vec<(usize, &'c Texts)>,
    /// The tests that a missing header and all other texts pass.
    pub(super) negated: Vec<(usize, &'c Texts)>,
}

/// Where a test finds its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Place {
    Node(usize),
    Header(usize),
}

/// A condition that does not consist of others, and whether it has to hold.
#[derive(Clone, Copy, Debug)]
pub(super) struct Claim<'c> {
    pub(super) condition: &'c Condition,
    pub(super) holds: bool,
}

/// A test and the alternatives that need it.
#[derive(Debug)]
pub(super) struct TestUse<'c> {
    /// What the test is about: a `Path` or `Header` condition.
    pub(super) claim: Claim<'c>,
    pub(super) place: Place,
    pub(super) needed_by: Vec<usize>,
}

/// One of the ways in which a condition can hold: certain tests pass, and certain places have no value.
#[derive(Clone, Debug, Default)]
pub(super) struct Alternative<'c> {
    /// The index of the condition.
    pub(super) condition: usize,
    pub(super) tests: Vec<usize>,
    /// Whether the condition counts only if no other one holds.
    pub(super) is_fallback: bool,
    /// Whether alternatives of other conditions, fallbacks aside, need tests that can pass together with one of these, or are ambiguous
    /// with this one.
    pub(super) is_contested: bool,
    /// The alternatives of the conditions that are declared ambiguous with this one.
    pub(super) ambiguous_with: Vec<usize>,
    /// Nodes, each with what is true if the node has no value.
    pub(super) absent: Vec<(usize, Claim<'c>)>,
}

impl<'c> Tree<'c> {
    /// Compiles conditions.
    pub(super) fn new(candidates: impl Iterator<Item = Candidate<'c>>) -> Self {
        let empty = Tree {
            nodes: vec![Node::default()],
            headers: Vec::new(),
            tests: Vec::new(),
            alternatives: Vec::new(),
            needed: Vec::new(),
            open: 0,
            has_fallback: false,
        };
        let mut builder = Builder { tree: empty, known: HashMap::new() };
        let mut ambiguous = HashSet::new();
        for (index, Candidate { condition, is_fallback, ambiguous_with }) in candidates.enumerate() {
            ambiguous.extend(ambiguous_with.into_iter().flat_map(|other| [(index, other), (other, index)]));
            let alternatives = condition.map(|condition| builder.alternatives(condition, true)).unwrap_or_default();
            let alternatives = alternatives.into_iter().map(|each| Alternative { condition: index, is_fallback, ..each });
            builder.tree.alternatives.extend(alternatives);
            builder.tree.has_fallback |= is_fallback;
        }
        builder.mark_ambiguous(&ambiguous);
        builder.finish()
    }

    /// Returns for each test whether several conditions need it, or need tests that can pass together with it.
    fn contested_tests(&self) -> Vec<bool> {
        // Fallbacks never keep others from being certain.
        let users = |test: &TestUse<'_>| {
            let alternatives = test.needed_by.iter().map(|alternative| &self.alternatives[*alternative]);
            let mut conditions: Vec<usize> = alternatives.filter(|each| !each.is_fallback).map(|each| each.condition).collect();
            conditions.dedup();
            conditions.len()
        };
        let users: Vec<usize> = self.tests.iter().map(users).collect();
        let mut contested: Vec<bool> = users.iter().map(|users| *users > 1).collect();
        let mut mark = |tests: &mut dyn Iterator<Item = usize>| {
            let tests: Vec<usize> = tests.filter(|test| users[*test] > 0).collect();
            if tests.len() > 1 {
                tests.into_iter().for_each(|test| contested[test] = true);
            }
        };
        for header in &self.headers {
            let mut passed_by: HashMap<String, Vec<usize>> = HashMap::new();
            for (test, texts) in &header.tests {
                texts.iter().for_each(|text| passed_by.entry(text.to_ascii_lowercase()).or_default().push(*test));
            }
            passed_by.values().for_each(|tests| mark(&mut tests.iter().copied()));
            if !header.negated.is_empty() {
                mark(&mut header.tests.iter().chain(&header.negated).map(|(test, _)| *test));
            }
        }
        for node in &self.nodes {
            let tests: Vec<_> = node.tests.iter().filter(|test| users[test.number] > 0).copied().collect();
            let by_text = TestsByText::of(&tests);
            by_text.passed_by.iter().for_each(|tests| mark(&mut tests.iter().copied()));
            if !by_text.others.is_empty() {
                mark(&mut tests.iter().map(|test| test.number));
            }
        }
        contested
    }
}

/// A tree that is being built.
struct Builder<'c> {
    tree: Tree<'c>,
    /// Equal tests at one place share a number.
    known: HashMap<(usize, &'c Test, bool), usize>,
}

impl<'c> Builder<'c> {
    fn finish(self) -> Tree<'c> {
        let mut tree = self.tree;
        for (index, alternative) in tree.alternatives.iter().enumerate() {
            alternative.tests.iter().for_each(|test| tree.tests[*test].needed_by.push(index));
            alternative.absent.iter().for_each(|(node, _)| tree.nodes[*node].absent_in.push(index));
        }
        for node in tree.nodes.iter_mut().filter(|node| node.tests.len() > FEW_TESTS) {
            node.by_text = Some(Box::new(TestsByText::of(&node.tests)));
        }
        let contested = tree.contested_tests();
        for alternative in &mut tree.alternatives {
            let is_ambiguous = !alternative.ambiguous_with.is_empty();
            alternative.is_contested = is_ambiguous || alternative.tests.iter().any(|test| contested[*test]);
        }
        let needed = |alternative: &Alternative<'_>| alternative.tests.len() as u32 + u32::from(alternative.is_fallback);
        tree.needed = tree.alternatives.iter().map(needed).collect();
        tree.open = tree.needed.iter().filter(|needed| **needed == 0).count();
        tree
    }

    /// Lists for each alternative those of the conditions that are ambiguous with its own. Nothing waits for a fallback.
    fn mark_ambiguous(&mut self, pairs: &HashSet<(usize, usize)>) {
        if pairs.is_empty() {
            return;
        }
        let all: Vec<_> = self.tree.alternatives.iter().map(|each| (each.condition, each.is_fallback)).collect();
        for alternative in &mut self.tree.alternatives {
            let is_other = |(_, (other, is_fallback)): &(usize, &(usize, bool))| {
                !is_fallback && pairs.contains(&(alternative.condition, *other))
            };
            alternative.ambiguous_with = all.iter().enumerate().filter(is_other).map(|(index, _)| index).collect();
        }
    }

    /// Returns the alternatives in which a condition holds, or does not hold.
    fn alternatives(&mut self, condition: &'c Condition, holds: bool) -> Vec<Alternative<'c>> {
        match condition.needs(holds) {
            Needs::OneOf(conditions, holds) => conditions.iter().flat_map(|each| self.alternatives(each, holds)).collect(),
            Needs::Each(conditions, holds) => conditions.iter().fold(vec![Alternative::default()], |all, each| {
                let more = self.alternatives(each, holds);
                all.iter().flat_map(|one| more.iter().map(|other| one.and(other))).collect()
            }),
            Needs::Itself => self.claimed(Claim { condition, holds }),
        }
    }

    /// Returns the alternatives in which a claim is true.
    fn claimed(&mut self, claim: Claim<'c>) -> Vec<Alternative<'c>> {
        let needing = |test| Alternative { tests: vec![test], ..Alternative::default() };
        let lacking = |node| Alternative { absent: vec![(node, claim)], ..Alternative::default() };
        match (claim.condition, claim.holds) {
            (Condition::Header(name, values), _) => vec![needing(self.header_test(claim, name, values))],
            (Condition::Path(path, test), true) => vec![needing(self.path_test(claim, path, test))],
            (Condition::Absent(path), false) => vec![needing(self.path_test(claim, path, &Test::Present))],
            (Condition::Absent(path), true) | (Condition::Path(path, Test::Present), false) => vec![lacking(self.node_at(path))],
            (Condition::Path(path, test), false) => {
                vec![needing(self.path_test(claim, path, test)), lacking(self.node_at(path))]
            }
            (Condition::All(_) | Condition::Any(_) | Condition::Not(_), _) => Vec::new(),
        }
    }

    /// Adds a test and returns its number.
    fn test(&mut self, claim: Claim<'c>, place: Place) -> usize {
        self.tree.tests.push(TestUse { claim, place, needed_by: Vec::new() });
        self.tree.tests.len() - 1
    }

    fn header_test(&mut self, claim: Claim<'c>, name: &'c str, values: &'c Texts) -> usize {
        let known = self.tree.headers.iter().position(|header| header.name.eq_ignore_ascii_case(name));
        let header = known.unwrap_or_else(|| {
            self.tree.headers.push(Header { name, tests: Vec::new(), negated: Vec::new() });
            self.tree.headers.len() - 1
        });
        let test = self.test(claim, Place::Header(header));
        let header = &mut self.tree.headers[header];
        let tests = if claim.holds { &mut header.tests } else { &mut header.negated };
        tests.push((test, values));
        test
    }

    /// Adds a test of the value at a path. A value passes `Present` whatever the claim.
    fn path_test(&mut self, claim: Claim<'c>, path: &'c str, test: &'c Test) -> usize {
        let node = self.node_at(path);
        let holds = claim.holds || *test == Test::Present;
        if let Some(known) = self.known.get(&(node, test, holds)) {
            return *known;
        }
        let new = self.test(claim, Place::Node(node));
        self.known.insert((node, test, holds), new);
        let node = &mut self.tree.nodes[node];
        node.tests.push(ValueTest { number: new, test, holds });
        node.reads_text |= test.reads_text();
        new
    }

    /// Returns the node of a path, with all nodes on the way to it.
    fn node_at(&mut self, path: &'c str) -> usize {
        let nodes = &mut self.tree.nodes;
        steps(path).fold(0, |node, step| {
            let new = nodes.len();
            let known = match step {
                Step::Member(key) => nodes[node].keys.find(key.as_bytes()),
                Step::FirstItem => nodes[node].item,
                Step::FirstValue => nodes[node].value,
            };
            known.unwrap_or_else(|| {
                match step {
                    Step::Member(key) => nodes[node].keys.insert(key, new),
                    Step::FirstItem => nodes[node].item = Some(new),
                    Step::FirstValue => nodes[node].value = Some(new),
                }
                nodes.push(Node::default());
                new
            })
        })
    }
}

impl Alternative<'_> {
    /// Returns the alternative that needs what both need.
    fn and(&self, other: &Self) -> Self {
        let more = other.tests.iter().filter(|test| !self.tests.contains(test));
        Alternative {
            tests: self.tests.iter().chain(more).copied().collect(),
            absent: [&self.absent[..], &other.absent].concat(),
            ..Alternative::default()
        }
    }
}

impl<'c> TestsByText<'c> {
    fn of(tests: &[ValueTest<'c>]) -> Self {
        let mut by_text = TestsByText::default();
        for each in tests {
            match each.test {
                Test::Text(test) if each.holds && test.is_exact() => {
                    test.texts.iter().for_each(|text| by_text.add_text(text, each.number));
                }
                _ => by_text.others.push(*each),
            }
        }
        by_text
    }

    /// Adds a text that passes a test.
    fn add_text(&mut self, text: &'c str, test: usize) {
        let index = self.texts.find(text.as_bytes()).unwrap_or_else(|| {
            self.texts.insert(text, self.passed_by.len());
            self.passed_by.push(Vec::new());
            self.passed_by.len() - 1
        });
        // A list of texts may contain one twice.
        if self.passed_by[index].last() != Some(&test) {
            self.passed_by[index].push(test);
        }
    }
}
