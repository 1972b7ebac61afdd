//! Tokens as formatted code.

use proc_macro2::TokenStream;

/// Formatted as rustfmt would, with a blank line between items.
pub(super) fn pretty(tokens: TokenStream) -> String {
    let file = syn::parse2(tokens).expect("items are emitted");
    let mut out = String::new();
    let mut last = "";
    for line in prettyplease::unparse(&file).lines() {
        if ends_item(last, line) {
            out.push('\n');
        }
        out.push_str(line);
        out.push('\n');
        // Comments and attributes belong to what follows.
        last = line;
    }
    out
}

/// Whether an item ends with the line before, and another begins with this one.
fn ends_item(before: &str, line: &str) -> bool {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let begins = ["///", "#[", "pub ", "impl", "fn ", "const ", "static ", "use ", "struct ", "mod "];
    let begins = begins.iter().any(|word| line.trim_start().starts_with(word));
    let ends = before.ends_with('}') || before.ends_with(';');
    begins && ends && indent(before) == indent(line) && !before.trim_start().starts_with("impl")
}
