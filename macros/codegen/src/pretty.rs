//! Tokens as formatted code.

use proc_macro2::TokenStream;

/// Formats items much like rustfmt, with blank lines between them.
///
/// # Errors
/// Returns an error if the tokens are not items.
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

/// Whether an item ends with the line before, another one begins with this line, and they are not both imports.
fn ends_item(before: &str, line: &str) -> bool {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let begins = ["///", "#[", "pub ", "impl", "fn ", "const ", "static ", "use ", "struct ", "mod "];
    let begins = begins.iter().any(|word| line.trim_start().starts_with(word));
    let ends = before.ends_with('}') || before.ends_with(';');
    let are_imports = [before, line].iter().all(|line| line.trim_start().starts_with("use "));
    begins && ends && indent(before) == indent(line) && !before.trim_start().starts_with("impl") && !are_imports
}
