//! Tokens as formatted code, for people.

use proc_macro2::TokenStream;

/// Items, formatted as rustfmt would, with a blank line between them.
///
/// # Errors
/// The tokens are no items.
pub fn pretty(tokens: TokenStream) -> syn::Result<String> {
    let file = syn::parse2(tokens)?;
    let mut out = String::new();
    let mut last = "";
    let code = prettyplease::unparse(&file);
    for line in code.lines() {
        if ends_item(last, line) {
            out.push('\n');
        }
        out.push_str(line);
        out.push('\n');
        // Comments and attributes belong to what follows.
        last = line;
    }
    Ok(out)
}

/// Whether an item ends with the line before, and another begins with this one.
fn ends_item(before: &str, line: &str) -> bool {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let begins = ["///", "#[", "pub ", "impl", "fn ", "const ", "static ", "use ", "struct ", "mod "];
    let begins = begins.iter().any(|word| line.trim_start().starts_with(word));
    let ends = before.ends_with('}') || before.ends_with(';');
    begins && ends && indent(before) == indent(line) && !before.trim_start().starts_with("impl")
}
