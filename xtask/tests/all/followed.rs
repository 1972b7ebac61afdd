//! Follows `docs/adding-a-provider.md`: writes its files, runs its commands, and compares their output with the page.
//!
//! A code block whose language is followed by a path is the content of that file. With further words, it is added to the
//! file after the line that starts with them.

use crate::folder::{Folder, page};

/// Returns all code blocks: the words of the first line, and the text.
pub(crate) fn blocks(page: &str) -> Vec<(Vec<&str>, String)> {
    let mut blocks = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if let Some(words) = line.strip_prefix("```") {
            let text: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            blocks.push((words.split(' ').filter(|word| !word.is_empty()).collect(), text.join("\n") + "\n"));
        }
    }
    blocks
}

/// Runs the commands of a block, and compares their output if the page shows it.
fn run(folder: &Folder, session: &str) {
    for command in session.split("$ cargo xtask ").skip(1) {
        let (arguments, shown) = command.split_once('\n').expect("a command ends its line");
        let ran = folder.xtask(&arguments.split(' ').collect::<Vec<_>>());
        assert_eq!(ran.code, Some(i32::from(shown.contains("error"))), "{arguments}: {}", ran.complaints);
        if !shown.is_empty() {
            assert_eq!((ran.out + &ran.complaints).trim_end(), shown.trim_end(), "{arguments}");
        }
    }
}

#[test]
fn the_page_on_adding_a_provider_is_correct() {
    let folder = Folder::copy();
    let page = page("docs/adding-a-provider.md");
    let mut commands = 0;
    for (words, text) in blocks(&page) {
        match words.as_slice() {
            ["console"] => {
                commands += text.matches("$ ").count();
                run(&folder, &text);
            }
            [_, file] => folder.write(file, &text),
            [_, file, start @ ..] => {
                let (old, start) = (folder.read(file), start.join(" "));
                let line = old.lines().find(|line| line.starts_with(&start)).expect("the line is there");
                folder.replace(file, &format!("\n{line}\n"), &format!("\n{line}\n{text}"));
            }
            other => panic!("what is {other:?} for?"),
        }
    }
    assert!(commands >= 4);
    let page = folder.read("docs/triggers/shop.md");
    assert!(page.contains("| `count` | whole number from 0 | yes | 1 to 99. Also read from a string. | How many. |"), "{page}");
    assert!(folder.read("README.md").contains("docs/triggers/shop.md#shop.order"));
}
