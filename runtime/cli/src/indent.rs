//! [`indent`]: JSON on lines of its own.

/// The space in front of each level.
const LEVEL: &str = "  ";

/// Returns JSON text with each member and item on its own line. Numbers and strings are kept as they are.
pub(crate) fn indent(json: &str) -> String {
    let mut out = String::with_capacity(json.len() * 2);
    let mut depth = 0;
    let mut rest = json.trim();
    while let Some(first) = rest.chars().next() {
        let mut length = first.len_utf8();
        match first {
            '"' => {
                length = string_length(rest);
                out.push_str(&rest[..length]);
            }
            '{' | '[' => {
                out.push(first);
                let inside = rest[length..].trim_start();
                if inside.starts_with(['}', ']']) {
                    out.push_str(&inside[..1]);
                    length = rest.len() - inside.len() + 1;
                } else {
                    depth += 1;
                    break_line(&mut out, depth);
                }
            }
            '}' | ']' => {
                depth = usize::saturating_sub(depth, 1);
                break_line(&mut out, depth);
                out.push(first);
            }
            ',' => {
                out.push(first);
                break_line(&mut out, depth);
            }
            ':' => out.push_str(": "),
            _ if first.is_ascii_whitespace() => {}
            _ => out.push(first),
        }
        rest = &rest[length..];
    }
    out
}

fn break_line(out: &mut String, depth: usize) {
    out.push('\n');
    out.push_str(&LEVEL.repeat(depth));
}

/// Returns the length of the string that a text begins with, with its quotes.
fn string_length(text: &str) -> usize {
    let mut is_escaped = false;
    let end = text.bytes().skip(1).position(|byte| {
        let is_end = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        is_end
    });
    end.map_or(text.len(), |end| end + 2)
}

#[cfg(test)]
mod tests {
    use super::indent;

    #[test]
    fn values_are_kept_as_they_are() {
        let json = r#" {"a" : [1.0, {}, [ ] ,"x\\\",[ é"],"b":{"c":12345678901234567890}, "d":null} "#;
        let expected = "{\n  \"a\": [\n    1.0,\n    {},\n    [],\n    \"x\\\\\\\",[ é\"\n  ],\n  \"b\": {\n    \"c\": 12345678901234567890\n  },\n  \"d\": null\n}";
        assert_eq!(indent(json), expected);
        assert_eq!(indent(expected), expected);
        assert_eq!(["1", "\"a\"", "[]", ""].map(indent), ["1", "\"a\"", "[]", ""]);
    }
}
