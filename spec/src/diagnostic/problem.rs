//! The one table of everything that can be wrong with a spec: code, message, label at the caret, help.
//!
//! Codes are stable: a code that is no longer used is not given to another problem. `E0` is about the file, `E1`
//! about names, `E2` types, `E3` fields and their constraints, `E4` rules, `E5` triggers, `E6` samples, `E7` operations.

use std::fmt::Display;

/// Declares the problems. Templates may use the fields of their problem.
macro_rules! problems {
    ($($code:ident $name:ident { $($field:ident),* } = $message:literal $(@ $label:literal)? ? $help:literal;)+) => {
        /// Something wrong with a spec.
        #[derive(Clone, Copy)]
        #[allow(missing_docs, reason = "the table below is the documentation")]
        pub enum Problem<'a> {
            $(#[doc = $message] $name { $($field: &'a dyn Display,)* },)+
        }

        #[allow(unused_variables, reason = "not every template uses every field")]
        impl Problem<'_> {
            /// The code of every problem.
            pub const CODES: &'static [&'static str] = &[$(stringify!($code)),+];

            /// Stable: `E201`.
            pub fn code(&self) -> &'static str {
                match self { $(Problem::$name { .. } => stringify!($code),)+ }
            }

            /// What is wrong, in one line.
            pub fn message(&self) -> String {
                match self { $(Problem::$name { $($field,)* } => format!($message),)+ }
            }

            /// A few words for the caret.
            pub fn label(&self) -> Option<String> {
                match self { $(Problem::$name { $($field,)* } => { None::<String>$(.or(Some(format!($label))))? })+ }
            }

            /// What to do about it.
            pub fn help(&self) -> String {
                match self { $(Problem::$name { $($field,)* } => format!($help),)+ }
            }
        }
    };
}

impl Problem<'_> {
    /// Problems behind which a use of a name may have been lost.
    pub(crate) const HIDES_NAMES: &'static [&'static str] =
        &["E001", "E002", "E003", "E004", "E008", "E201", "E202", "E208", "E209", "E213", "E324", "E508"];
}

problems! {
    E001 Toml { reason }
        = "invalid TOML: {reason}"
        ? "nothing else is checked until the file is valid TOML 1.1";
    E002 UnknownKey { key, place, suggestion }
        = "unknown key `{key}` in {place}"
        ? "{suggestion}";
    E003 MissingKey { key, place, example }
        = "{place} has no `{key}`"
        ? "for example `{example}`";
    E004 WrongKind { key, expected, found, example }
        = "`{key}` must be {expected}" @ "this is {found}"
        ? "for example `{example}`";
    E005 EmptyText { key, example }
        = "`{key}` is empty" @ "no text"
        ? "leave the key out where that is allowed, or say something: `{example}`";
    E006 NothingDescribed {}
        = "the spec describes no trigger and no configuration"
        ? "add at least one `[triggers.<id>]` or `[configs.<id>]`";
    E007 BadProviderName { name }
        = "`{name}` cannot be the name of a provider"
        ? "name the file with letters, digits, `-` and `_`: its stem is the provider's name and begins every trigger id";
    E008 EmptyList { key, example }
        = "`{key}` is an empty list" @ "at least one is needed"
        ? "leave the key out, or list something: `{example}`";
    E009 Twice { word, key }
        = "`{word}` is listed twice in `{key}`" @ "again here"
        ? "list it once";

    E101 BadId { id, what, right }
        = "`{id}` cannot be the id of a {what}" @ "not snake_case"
        ? "ids are lower-case words joined by `_`, with a letter in front: `{right}`";
    E102 BadTypeName { name, right }
        = "`{name}` cannot be the name of a type" @ "not UpperCamelCase"
        ? "write the Rust name, letters and digits in UpperCamelCase: `{right}`";
    E103 NoFieldName { wire }
        = "no Rust name can be made of the field `{wire}`" @ "needs a name"
        ? "give it one, and the wire name in `rename`: `name = {{ rename = \"{wire}\", … }}`";
    E104 ReservedFieldName { name, wire, why }
        = "a field cannot be called `{name}` in Rust" @ "{why}"
        ? "give it another name, and the wire name in `rename`: `{name}_value = {{ rename = \"{wire}\", … }}`";
    E105 FieldCollision { name, first, second }
        = "`{first}` and `{second}` are both `{name}` in Rust" @ "`{second}`"
        ? "give one another name, and the wire name in `rename`: `other_name = {{ rename = \"{second}\", … }}`";
    E106 WireNameTwice { wire, owner }
        = "{owner} reads `{wire}` twice" @ "again here"
        ? "each wire name, alias and `rename` belongs to one field";
    E107 TypeCollision { name, first, second }
        = "`{name}` would be defined twice in Rust, for {first} and for {second}" @ "{second}"
        ? "give one of them another name";
    E108 VariantCollision { name, first, second }
        = "`{first}` and `{second}` are both `{name}` in Rust" @ "`{second}`"
        ? "name one of them: `rename = {{ \"{second}\" = \"OtherName\" }}`";
    E109 NoVariantName { wire }
        = "no Rust name can be made of the value `{wire}`" @ "needs a name"
        ? "give it one: `rename = {{ \"{wire}\" = \"Name\" }}`";
    E110 ReservedVariant { wire }
        = "no value can be called `Other` in Rust" @ "`Other` holds unknown text"
        ? "name it otherwise: `rename = {{ \"{wire}\" = \"OtherValue\" }}`";
    E111 BadVariantName { name, right }
        = "`{name}` cannot be the name of a variant" @ "not UpperCamelCase"
        ? "write the Rust name, letters and digits in UpperCamelCase: `{right}`";
    E112 RenameOfNothing { wire, owner, suggestion }
        = "{owner} has no value `{wire}`" @ "nothing to rename"
        ? "{suggestion}";
    E113 ReservedId { id, what }
        = "no trigger can be called `{id}`" @ "reserved"
        ? "its samples could not be told from those of a {what}; choose another id";
    E114 Unused { what, name }
        = "{what} `{name}` is not used" @ "nothing refers to it"
        ? "use it as the type of a field, in `like` or as a `response`; or remove it";
    E115 ReservedTypeName { name }
        = "nothing can be called `{name}` in Rust" @ "a keyword"
        ? "choose another name";

    E201 UnknownType { name, suggestion }
        = "unknown type `{name}`" @ "no such type"
        ? "{suggestion}";
    E202 TypeSyntax { text, reason, right }
        = "`{text}` is not a type: {reason}"
        ? "types are written as `string`, `list<string>`, `map<json>`, `time<rfc3339>` or `MyType`; {right}";
    E203 UnknownTime { word, suggestion }
        = "unknown kind of time `{word}`" @ "no such time"
        ? "{suggestion}";
    E204 Infinite { path }
        = "a value of this type would contain itself: {path}" @ "comes back to where it began"
        ? "put a list or a map in between: `list<…>`";
    E205 TooManyFields { owner, count, max }
        = "{owner} has {count} fields, {max} are allowed"
        ? "split it into nested types";
    E206 BytesWithoutCodec {}
        = "`bytes` needs a codec that ends with `base64` or `unpack`" @ "how are they written?"
        ? "for example `codec = [\"base64\"]`";
    E207 BytesNested {}
        = "`bytes` cannot be an item of a list or map" @ "a codec opens whole fields only"
        ? "use `string` with `items = {{ format = \"base64\" }}`";
    E208 UnionNested { name }
        = "the union `{name}` cannot be an item of a list or map" @ "one sibling cannot choose for many"
        ? "use the union as the type of a field beside its tag, in the type of the items";
    E209 UnknownLike { name, suggestion }
        = "unknown type `{name}` in `like`" @ "no such type"
        ? "{suggestion}";
    E210 LikeCycle { path }
        = "`like` leads back to where it began: {path}"
        ? "move the shared fields to a type that is like no other";
    E211 TagMissing { tag, union, owner, suggestion }
        = "{owner} has no field `{tag}`, which chooses the type of the union `{union}`" @ "a union needs its tag beside it"
        ? "{suggestion}";
    E212 TagNotText { tag, union, ty }
        = "the tag `{tag}` of the union `{union}` holds {ty}, not plain text" @ "chosen by `{tag}`"
        ? "the tag must be a `string` or an enum";
    E213 UnknownVariantType { name, suggestion }
        = "unknown type `{name}`" @ "not one of `[types.*]`"
        ? "{suggestion}";
    E214 NotAValue { text, whose, suggestion }
        = "`{text}` is not one of the values of {whose}" @ "can never be met"
        ? "{suggestion}";
    E215 ReservedVariantType { name }
        = "a type called `{name}` cannot be in a union" @ "`{name}` holds values of unknown types"
        ? "rename the type";
    E216 FieldsOfRaw { owner, key }
        = "the body of {owner} is raw bytes, which have no `{key}`" @ "nothing to read it from"
        ? "remove it, or say `body = [\"json\", \"raw\"]`";
    E217 TypeTooDeep {}
        = "this type is nested too deep"
        ? "name the inner part in `[types.*]`";

    E301 CannotCheck { constraint, what, instead }
        = "`{constraint}` cannot be checked on {what}" @ "does not fit"
        ? "{instead}";
    E302 BadLength { reason }
        = "this length cannot be checked: {reason}"
        ? "write `\"1-32768\"`, `\"1-\"`, `\"-16\"` or `\"36\"`; for a string, `\"1-16 bytes\"` counts bytes in place of characters";
    E303 BadRange { reason }
        = "this range cannot be checked: {reason}"
        ? "write the lower and the upper end, `[3, 600]`; an end that is open is `-inf` or `inf`";
    E304 BadPattern { reason }
        = "this pattern is not a regular expression: {reason}"
        ? "the syntax is that of the `regex-lite` crate; in TOML, write it in single quotes: `'^\\d+$'`";
    E305 UnknownFormat { word, suggestion }
        = "unknown format `{word}`" @ "no such format"
        ? "{suggestion}";
    E306 ConstAndOneOf {}
        = "`const` and `one_of` exclude each other" @ "one value or several?"
        ? "`const` is `one_of` with a single value: keep one of them";
    E307 NoValueLeft { value, constraint, key }
        = "`{value}` in `{key}` can never be valid: it breaks `{constraint}`" @ "ruled out"
        ? "correct the value or the constraint";
    E308 EmptyOfPresent { why }
        = "`empty` needs an optional field, this one {why}" @ "nothing may be missing here"
        ? "remove `empty`, or make the field optional";
    E309 DefaultOfRequired {}
        = "a required field has no use for a default" @ "never used"
        ? "remove `required` or `default`";
    E310 BadDefault { reason }
        = "the default breaks its own field: {reason}" @ "not valid"
        ? "correct the default or the constraint";
    E311 NoDefaultFor { what }
        = "{what} cannot have a default" @ "not a single value"
        ? "lists and maps are empty when they are absent; for others leave the field optional";
    E312 NullableOptional {}
        = "`nullable` says nothing without `required`" @ "an optional field may be null anyway"
        ? "remove `nullable`, or add `required = true`: then the field must be there, but may be null";
    E313 UnknownForm { word, suggestion }
        = "unknown form `{word}` in `accept`" @ "no such form"
        ? "{suggestion}";
    E314 FormMisfit { form, what, fits }
        = "the form `{form}` does not fit {what}" @ "does not fit"
        ? "`{form}` is for {fits}";
    E315 FormsAmbiguous { first, second }
        = "a string could be `{first}` or `{second}`" @ "cannot be told apart"
        ? "accept only one of the two";
    E316 UnknownStep { word, suggestion }
        = "unknown codec step `{word}`" @ "no such step"
        ? "{suggestion}";
    E317 BadCodec { reason }
        = "this codec cannot be opened: {reason}"
        ? "steps go from the wire inward: `base64`, then `unpack`, then `json`; `unpack` needs `base64` before it";
    E318 CodecMisfit { ty, right }
        = "this codec does not yield {ty}" @ "ends wrong"
        ? "{right}";
    E319 FlagNotBool { flag, ty }
        = "`{flag}` holds {ty}, so it cannot say whether the text is base64" @ "not a boolean"
        ? "`base64_flag` names a sibling of type `bool`";
    E320 FlagMisplaced { what }
        = "`base64_flag` is for text, not for {what}" @ "does not fit"
        ? "use it on a `string` without a codec";
    E321 ItemsOfScalar { what }
        = "`items` is for lists and maps, not for {what}" @ "has no items"
        ? "put the constraints beside `type`";
    E322 ItemsEmpty {}
        = "an item cannot be missing, so `empty` means nothing in `items`" @ "says nothing"
        ? "`empty` is for optional fields";
    E323 ItemsSayNothing {}
        = "`items` is empty" @ "says nothing"
        ? "remove it, or give a constraint: `items = {{ length = \"1-16\" }}`";
    E324 FieldNotTable { key, found, ty }
        = "the field `{key}` must be a table" @ "this is {found}"
        ? "write `{key} = {{ type = {ty} }}`";
    E325 CodecWithItems {}
        = "items inside a codec are not checked when the payload is" @ "opened on request only"
        ? "put the constraints on a named type, and use it as the field's type";

    E401 UnknownField { field, owner, suggestion }
        = "{owner} has no field `{field}`" @ "no such field"
        ? "{suggestion}";
    E402 RuleWithoutKind {}
        = "this rule does not say what it asks"
        ? "a rule has one of `at_least_one`, `at_most_one`, `exactly_one`, `when`, `list`";
    E403 RuleWithTwoKinds { first, second }
        = "`{first}` and `{second}` are two rules in one"
        ? "write two rules";
    E404 RuleTooShort { rule }
        = "`{rule}` needs at least two fields" @ "only one"
        ? "for a single field there is `required`";
    E405 RuleDecided { field, why }
        = "this rule is decided already: `{field}` {why}" @ "always present"
        ? "make the field optional, or remove it from the rule";
    E406 RuleNeedsList { field, ty }
        = "`{field}` holds {ty}, not a list of text" @ "not a list of text"
        ? "the rule is for fields of type `list<string>` or a list of an enum";
    E407 RuleNeedsText { field, ty }
        = "`{field}` holds {ty}, not text, so it never equals one" @ "not text"
        ? "`equals` is for a `string` or an enum; without it, the rule asks whether the field is present";
    E408 RuleOfItself { word }
        = "`{word}` stands on both sides of this rule" @ "on both sides"
        ? "remove it from one side";
    E409 UniqueFalse {}
        = "`unique = false` asks nothing" @ "says nothing"
        ? "remove the rule, or write `unique = true`";
    E410 HttpMisfit { part, field, ty, right }
        = "the {part} of an HTTP answer cannot be `{field}`, which holds {ty}" @ "does not fit"
        ? "it must be {right}";

    E501 UnknownBody { word, suggestion }
        = "unknown body `{word}`" @ "no such encoding"
        ? "{suggestion}";
    E502 ConditionWithoutKind {}
        = "this condition does not say what it looks at"
        ? "a condition has one of `header`, `path`, `absent`, `any`, `all`";
    E503 ConditionWithTwoKinds { first, second }
        = "`{first}` and `{second}` are two conditions in one"
        ? "write two: `[{{ {first} = … }}, {{ {second} = … }}]`";
    E504 TwoTests {}
        = "a condition has one of `equals`, `prefix`, `kind`" @ "a second test"
        ? "write two conditions with the same `path`";
    E505 BadPath { path }
        = "`{path}` is not a path into a payload"
        ? "a path is keys joined by `.`, with `[]` behind a list to look at its first item: `Records[].s3.bucket`";
    E506 UnknownKind { word, suggestion }
        = "unknown kind of value `{word}`" @ "no such kind"
        ? "{suggestion}";
    E507 BadHeaderName { name }
        = "`{name}` is not the name of a header"
        ? "header names are letters, digits and `-`: `X-Event-Type`";
    E508 UnknownResponse { name, suggestion }
        = "unknown type `{name}` in `response`" @ "not one of `[types.*]`"
        ? "{suggestion}";
    E509 BadRecords { path, reason }
        = "`{path}` does not lead to a list: {reason}"
        ? "`records` is a path of wire names, joined by `.`, to a field of type `list<…>`";
    E510 UnknownAmbiguous { id, suggestion }
        = "unknown trigger `{id}` in `ambiguous_with`" @ "no such trigger"
        ? "{suggestion}";
    E511 BadAmbiguous { id, right }
        = "`{id}` does not name a provider and its trigger" @ "no provider"
        ? "write the whole id: `{right}`";
    E512 AmbiguousWithItself { id }
        = "`{id}` is ambiguous with itself" @ "the same trigger"
        ? "remove it";
    E513 RawField { owner, reason }
        = "{owner} {reason}"
        ? "with `body = [\"json\", \"raw\"]`, `detect` says which payloads are JSON, and `raw` names the `string` field that takes any other";
    E514 TooManyAlternatives { most }
        = "`detect` has more than {most} alternatives" @ "each `any` in an `all` multiplies them"
        ? "use fewer `any`, or `equals` with a list of texts";

    E601 NoSample { owner, right }
        = "{owner} has no sample"
        ? "{right}";
    E602 StraySample { file, suggestion }
        = "the sample `{file}` belongs to nothing in this spec"
        ? "samples are called `<trigger>.json`, `<trigger>.<variant>.json`, `config.<id>.json` or `type.<Name>.json`; {suggestion}";
    E603 SampleNotUtf8 { sample, at }
        = "{sample} is not UTF-8 text, byte {at} is wrong" @ "its sample"
        ? "save it as UTF-8";
    E604 SampleNotJson { sample, at, reason }
        = "{sample} is not JSON: {reason} at {at}" @ "its sample"
        ? "correct the sample";
    E605 SampleBreaks { sample, place, reason, more }
        = "{sample} breaks the spec {place}: {reason}{more}" @ "asked for here"
        ? "correct the sample, or the spec where the document says otherwise";
    E606 SampleNotDetected { sample, id }
        = "{sample} is not detected as `{id}`" @ "does not hold for it"
        ? "correct `detect` or the sample";
    E607 SampleDetectedAs { sample, other }
        = "{sample} is detected as `{other}` too" @ "holds for it as well"
        ? "make the conditions tell them apart, or say in `ambiguous_with` why they cannot";
    E608 SamplesUnreadable { reason }
        = "the samples cannot be read: {reason}"
        ? "samples are files in `samples/<provider>/` beside the spec";
    E609 SampleKind { sample, extension, body, right }
        = "the sample `{sample}` cannot be `.{extension}`: the body is {body}" @ "its sample"
        ? "save it as {right}";
    E610 SampleTwice { file }
        = "the unnamed sample is given twice, here and in `{file}`" @ "and in the file"
        ? "keep one, or name the file as a variant: `<id>.<variant>.json`";
    E611 InlineCbor { id }
        = "CBOR is bytes and cannot stand in the spec" @ "text"
        ? "put it in the file `{id}.cbor`";

    E701 BadMethod { word, suggestion }
        = "`{word}` is not an HTTP method" @ "no such method"
        ? "{suggestion}";
    E702 BadUri { uri, reason }
        = "`{uri}` is not a URI template: {reason}"
        ? "a template is a path with parameters in braces: `/v1/{{project_id}}/messages`";
    E703 UnknownParam { name, suggestion }
        = "the URI has no parameter `{name}`" @ "not in the URI"
        ? "{suggestion}";
    E704 ParamWithoutDoc { name }
        = "the parameter `{name}` of the URI is not described" @ "`{{{name}}}`"
        ? "describe it: `params = {{ {name} = \"…\" }}`";
    E705 UnknownMessage { id, suggestion }
        = "unknown trigger `{id}` in `messages`" @ "no such trigger"
        ? "{suggestion}";
    E706 MessageWithoutHeader { id }
        = "the message `{id}` is not told by one value of one header" @ "its `detect` does not say which"
        ? "for example `detect = {{ header = \"X-Event-Type\", equals = \"{id}\" }}`";
    E707 MessageHeaders { first, second }
        = "the messages are told by different headers, `{first}` and `{second}`" @ "`{second}`"
        ? "all messages of an operation are told by the same header";
    E708 MessageValues { value, first, second }
        = "`{first}` and `{second}` have the same header value `{value}`" @ "cannot be told apart"
        ? "each message has a value of its own";
    E709 MessageNotJson { id }
        = "the message `{id}` is not JSON" @ "its body is another"
        ? "the messages of an operation have `body = \"json\"`";
}
