//! Suggestions for a misspelt word: "did you mean …?", or all words that are allowed.

use std::fmt;

/// The help for an unknown word: the nearest known word, or all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    nearest: Option<String>,
    /// The known words, as many as are listed.
    known: Vec<String>,
    /// How many there are besides.
    more: usize,
    what: String,
}

/// The most words that are listed; a longer list would not help.
const LISTED: usize = 24;

/// The most known words that are compared. Specs with more names have so many mistakes, if any, that comparing all would take minutes.
const COMPARED: usize = 1_000;

impl Suggestion {
    /// Finds the known word that is nearest to `word`. `what` says what the known words are, in the plural.
    pub fn new<'w>(word: &str, what: &str, known: impl IntoIterator<Item = &'w str>) -> Self {
        let meant = Word::new(word);
        let mut suggestion = Suggestion { nearest: None, known: Vec::new(), more: 0, what: what.to_owned() };
        let mut nearest: Option<(usize, &str)> = None;
        for (index, each) in known.into_iter().enumerate() {
            if index < COMPARED
                && let Some(distance) = meant.distance(&Word::new(each))
                && nearest.is_none_or(|nearest| (distance, each) < nearest)
            {
                nearest = Some((distance, each));
            }
            if index < LISTED {
                suggestion.known.push(each.to_owned());
            } else {
                suggestion.more += 1;
            }
        }
        suggestion.nearest = nearest.map(|(_, each)| each.to_owned());
        suggestion
    }

    /// Suggests a word that is certainly meant.
    pub fn of(word: &str) -> Self {
        Suggestion { nearest: Some(word.to_owned()), known: Vec::new(), more: 0, what: String::new() }
    }

    /// Returns the nearest word, if one is near enough.
    pub fn nearest(&self) -> Option<&str> {
        self.nearest.as_deref()
    }
}

impl fmt::Display for Suggestion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(nearest) = &self.nearest {
            return write!(f, "did you mean `{nearest}`?");
        }
        if self.known.is_empty() {
            return write!(f, "no {} are available", self.what);
        }
        write!(f, "available {}: ", self.what)?;
        for (index, word) in self.known.iter().enumerate() {
            write!(f, "{}`{word}`", if index == 0 { "" } else { ", " })?;
        }
        if self.more > 0 {
            write!(f, " and {} more", self.more)?;
        }
        Ok(())
    }
}

/// The longest word that is compared, in characters. Nobody writes a longer one by hand.
const LONGEST: usize = 100;

/// The letters of a word.
struct Word {
    /// The letters to compare: case and separators are ignored, because they are misspelt most often. `None` if they are too many.
    letters: Option<Vec<char>>,
    length: usize,
}

impl Word {
    fn new(word: &str) -> Self {
        let plain = || word.chars().filter(|each| !matches!(each, '_' | '-' | ' ')).flat_map(char::to_lowercase);
        let length = word.chars().take(LONGEST + 1).count();
        Word { letters: (length <= LONGEST).then(|| plain().collect()), length }
    }

    /// Returns how many edits turn one word into the other, unless these are too many for a typing mistake.
    fn distance(&self, other: &Word) -> Option<usize> {
        let (a, b) = (self.letters.as_ref()?, other.letters.as_ref()?);
        let allowed = self.length.max(other.length).div_ceil(3).min(4);
        // Each edit changes the length by one at most.
        (a.len().abs_diff(b.len()) <= allowed).then(|| distance(a, b)).filter(|distance| *distance <= allowed)
    }
}

/// Returns how many edits turn one word into the other; a swap of neighbours counts as one.
fn distance(a: &[char], b: &[char]) -> usize {
    // Rows for the prefixes of `a` of lengths i - 2, i - 1 and i.
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let mut best = (last[j] + usize::from(x != y)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nearest(word: &str, known: &[&str]) -> Option<String> {
        Suggestion::new(word, "words", known.iter().copied()).nearest().map(str::to_owned)
    }

    #[test]
    fn typing_mistakes_find_their_word() {
        let known = ["string", "bool", "i64", "u64", "json", "required"];
        for (typed, meant) in
            [("strng", "string"), ("String", "string"), ("jsno", "json"), ("requierd", "required"), ("u46", "u64")]
        {
            assert_eq!(nearest(typed, &known).as_deref(), Some(meant), "{typed}");
        }
    }

    #[test]
    fn far_words_find_nothing() {
        assert_eq!(nearest("banana", &["string", "bool"]), None);
        assert_eq!(nearest("", &[]), None);
    }

    #[test]
    fn case_and_separators_do_not_count() {
        assert_eq!(nearest("msg-id", &["other", "msg_id"]).as_deref(), Some("msg_id"));
        assert_eq!(nearest("MsgId", &["other", "msg_id"]).as_deref(), Some("msg_id"));
    }
}
