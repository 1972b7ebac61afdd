//! [`Tree`]: many conditions compiled into one tree of paths, so that a single pass over a payload tests them all.

use std::collections::HashMap;

use super::condition::{Condition, Test, Texts};
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
    /// How many tests each alternative needs.
    pub(super) needed: Vec<u32>,
    /// How many alternatives need no test.
    pub(super) open: usize,
}

/// A place in payloads.
#[derive(Debug, Default)]
pub(super) struct Node<'c> {
    /// The tests of the value.
    pub(super) tests: Vec<(usize, &'c Test)>,
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
}

/// The tests of one value, found by its text.
#[derive(Debug, Default)]
pub(super) struct TestsByText<'c> {
    /// The texts that tests compare the value with, each with its index in `passed_by`.
    pub(super) texts: KeyTable<'c>,
    /// The tests that each text passes.
    pub(super) passed_by: Vec<Vec<usize>>,
    /// The tests other than those for certain texts.
    pub(super) others: Vec<(usize, &'c Test)>,
}

/// A request header.
#[derive(Debug)]
pub(super) struct Header<'c> {
    pub(super) name: &'c str,
    /// The tests of the value, each with the texts that pass it.
    pub(super) tests: Vec<(usize, &'c Texts)>,
}

/// Where a test finds its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Place {
    Node(usize),
    Header(usize),
}

/// A test and the alternatives that need it.
#[derive(Debug)]
pub(super) struct TestUse<'c> {
    /// The `Path` or `Header` condition.
    pub(super) condition: &'c Condition,
    pub(super) place: Place,
    pub(super) needed_by: Vec<usize>,
}

/// One of the ways in which a condition can hold: certain tests pass, and certain places have no value.
#[derive(Clone, Debug, Default)]
pub(super) struct Alternative<'c> {
    /// The index of the condition.
    pub(super) condition: usize,
    pub(super) tests: Vec<usize>,
    /// Whether alternatives of other conditions need tests that can pass together with one of these.
    pub(super) is_contested: bool,
    /// Nodes, each with its `Absent` condition.
    pub(super) absent: Vec<(usize, &'c Condition)>,
}

impl<'c> Tree<'c> {
    /// Compiles conditions. `None` stands for a condition that never holds.
    pub(super) fn new(conditions: impl IntoIterator<Item = Option<&'c Condition>>) -> Self {
        let empty = Tree {
            nodes: vec![Node::default()],
            headers: Vec::new(),
            tests: Vec::new(),
            alternatives: Vec::new(),
            needed: Vec::new(),
            open: 0,
        };
        let mut builder = Builder { tree: empty, known: HashMap::new() };
        for (index, condition) in conditions.into_iter().enumerate() {
            let alternatives = condition.map(|condition| builder.alternatives(condition)).unwrap_or_default();
            let alternatives = alternatives.into_iter().map(|each| Alternative { condition: index, ..each });
            builder.tree.alternatives.extend(alternatives);
        }
        builder.finish()
    }

    /// Returns for each test whether several conditions need it, or need tests that can pass together with it.
    fn contested_tests(&self) -> Vec<bool> {
        let is_shared = |test: &TestUse<'_>| {
            let condition = |alternative: &usize| self.alternatives[*alternative].condition;
            test.needed_by.iter().any(|other| condition(other) != condition(&test.needed_by[0]))
        };
        let mut contested: Vec<bool> = self.tests.iter().map(is_shared).collect();
        let mut mark = |tests: &mut dyn ExactSizeIterator<Item = usize>| {
            if tests.len() > 1 {
                tests.for_each(|test| contested[test] = true);
            }
        };
        for header in &self.headers {
            let mut passed_by: HashMap<String, Vec<usize>> = HashMap::new();
            for (test, texts) in &header.tests {
                texts.iter().for_each(|text| passed_by.entry(text.to_ascii_lowercase()).or_default().push(*test));
            }
            passed_by.values().for_each(|tests| mark(&mut tests.iter().copied()));
        }
        for node in &self.nodes {
            let by_text = TestsByText::of(&node.tests);
            by_text.passed_by.iter().for_each(|tests| mark(&mut tests.iter().copied()));
            if !by_text.others.is_empty() {
                mark(&mut node.tests.iter().map(|(test, _)| *test));
            }
        }
        contested
    }
}

/// A tree that is being built.
struct Builder<'c> {
    tree: Tree<'c>,
    /// Equal tests at one place share a number.
    known: HashMap<(usize, &'c Test), usize>,
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
            alternative.is_contested = alternative.tests.iter().any(|test| contested[*test]);
        }
        tree.needed = tree.alternatives.iter().map(|alternative| alternative.tests.len() as u32).collect();
        tree.open = tree.needed.iter().filter(|needed| **needed == 0).count();
        tree
    }

    /// Returns the alternatives of a condition.
    fn alternatives(&mut self, condition: &'c Condition) -> Vec<Alternative<'c>> {
        let needing = |test| vec![Alternative { tests: vec![test], ..Alternative::default() }];
        match condition {
            Condition::Any(conditions) => conditions.iter().flat_map(|each| self.alternatives(each)).collect(),
            Condition::All(conditions) => conditions.iter().fold(vec![Alternative::default()], |all, each| {
                let more = self.alternatives(each);
                all.iter().flat_map(|one| more.iter().map(|other| one.and(other))).collect()
            }),
            Condition::Header(name, values) => needing(self.header_test(condition, name, values)),
            Condition::Path(path, test) => needing(self.path_test(condition, path, test)),
            Condition::Absent(path) => {
                vec![Alternative { absent: vec![(self.node_at(path), condition)], ..Alternative::default() }]
            }
        }
    }

    /// Adds a test and returns its number.
    fn test(&mut self, condition: &'c Condition, place: Place) -> usize {
        self.tree.tests.push(TestUse { condition, place, needed_by: Vec::new() });
        self.tree.tests.len() - 1
    }

    fn header_test(&mut self, condition: &'c Condition, name: &'c str, values: &'c Texts) -> usize {
        let known = self.tree.headers.iter().position(|header| header.name.eq_ignore_ascii_case(name));
        let header = known.unwrap_or_else(|| {
            self.tree.headers.push(Header { name, tests: Vec::new() });
            self.tree.headers.len() - 1
        });
        let test = self.test(condition, Place::Header(header));
        self.tree.headers[header].tests.push((test, values));
        test
    }

    fn path_test(&mut self, condition: &'c Condition, path: &'c str, test: &'c Test) -> usize {
        let node = self.node_at(path);
        if let Some(known) = self.known.get(&(node, test)) {
            return *known;
        }
        let new = self.test(condition, Place::Node(node));
        self.known.insert((node, test), new);
        let node = &mut self.tree.nodes[node];
        node.tests.push((new, test));
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
            };
            known.unwrap_or_else(|| {
                match step {
                    Step::Member(key) => nodes[node].keys.insert(key, new),
                    Step::FirstItem => nodes[node].item = Some(new),
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
    fn of(tests: &[(usize, &'c Test)]) -> Self {
        let mut by_text = TestsByText::default();
        for (number, test) in tests {
            match test {
                Test::Text(test) if test.is_exact() => test.texts.iter().for_each(|text| by_text.add_text(text, *number)),
                other => by_text.others.push((*number, other)),
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
