//! The table of all problems that a spec can have: code, message, label at the caret, and help.
//!
//! Codes are stable: the code of a removed problem is never reused. `E0` is about the file, `E1` about names, `E2` types,
//! `E3` fields and their constraints, `E4` rules, `E5` triggers, `E6` samples, `E7` operations.

use super::problem_table::problems;

impl Problem<'_> {
    /// Codes of the problems that may hide a use of a name, so that the name only seems to be unused.
    pub(crate) const HIDES_NAMES: &'static [&'static str] =
        &["E001", "E002", "E003", "E004", "E008", "E201", "E202", "E208", "E209", "E213", "E219", "E220", "E324", "E508"];
}

problems! {
    E001 Toml { reason, right }
        = "invalid TOML: {reason}"
        ? "{right}; the spec is checked once it is valid TOML 1.1";
    E002 UnknownKey { key, place, suggestion }
        = "unknown key `{key}` in {place}"
        ? "{suggestion}";
    E003 MissingKey { key, place, example }
        = "missing key `{key}` in {place}"
        ? "add it, for example `{example}`";
    E004 WrongKind { key, expected, found, example }
        = "expected {expected} for `{key}`, found {found}" @ "expected {expected}"
        ? "write for example `{example}`";
    E005 EmptyText { key, example }
        = "`{key}` must not be empty" @ "empty"
        ? "write for example `{example}`, or remove the key if it is optional";
    E006 NothingDescribed {}
        = "the spec describes no triggers and no configurations"
        ? "add at least one `[triggers.<id>]` or `[configs.<id>]`";
    E007 BadProviderName { name }
        = "`{name}` is not a valid provider name"
        ? "rename the file, using letters, digits, `-` and `_`: its name without `.toml` is the name of the provider";
    E008 EmptyList { key, example }
        = "`{key}` must not be empty" @ "expected at least one entry"
        ? "write for example `{example}`, or remove the key if it is optional";
    E009 Twice { word, key }
        = "`{word}` is listed twice in `{key}`" @ "listed again here"
        ? "remove one of them";

    E010 NoPart { part, reason }
        = "cannot read the part `{part}`: {reason}" @ "cannot be read"
        ? "parts are in the folder with the name of the spec: `parts = [\"orders\"]` in `shop.toml` means `shop/orders.toml`";
    E011 PartWithoutHeader {}
        = "a part of a spec begins with the header of a table" @ "this key belongs to no table"
        ? "write a header such as `[triggers.order]` before it";

    E101 BadId { id, what, right }
        = "`{id}` is not a valid {what} id" @ "expected snake_case"
        ? "use lower-case words joined by `_`, starting with a letter: `{right}`";
    E102 BadTypeName { name, right }
        = "`{name}` is not a valid type name" @ "expected UpperCamelCase"
        ? "use letters and digits in UpperCamelCase, as in Rust: `{right}`";
    E103 NoFieldName { wire }
        = "the field `{wire}` has no valid Rust name" @ "cannot be turned into an identifier"
        ? "choose a name, and put the wire name in `rename`: `name = {{ rename = \"{wire}\", … }}`";
    E104 ReservedFieldName { name, wire, why }
        = "the field name `{name}` is reserved" @ "{why}"
        ? "choose another name, and put the wire name in `rename`: `{name}_value = {{ rename = \"{wire}\", … }}`";
    E105 FieldCollision { name, first, second }
        = "the fields `{first}` and `{second}` are both named `{name}` in Rust" @ "same name as `{first}`"
        ? "choose another name for one of them, and put the wire name in `rename`: `other_name = {{ rename = \"{second}\", … }}`";
    E106 WireNameTwice { wire, owner }
        = "the wire name `{wire}` is used twice in {owner}" @ "used again here"
        ? "use each wire name, alias and `rename` for one field only";
    E107 TypeCollision { name, first, second }
        = "the Rust name `{name}` is defined twice, for {first} and for {second}" @ "{second}"
        ? "rename one of them";
    E108 VariantCollision { name, first, second }
        = "the values `{first}` and `{second}` are both named `{name}` in Rust" @ "same name as `{first}`"
        ? "choose another name for one of them: `rename = {{ \"{second}\" = \"OtherName\" }}`";
    E109 NoVariantName { wire }
        = "the value `{wire}` has no valid Rust name" @ "cannot be turned into an identifier"
        ? "choose a name: `rename = {{ \"{wire}\" = \"Name\" }}`";
    E110 ReservedVariant { wire }
        = "the variant name `Other` is reserved" @ "reserved for unknown values"
        ? "choose another name: `rename = {{ \"{wire}\" = \"OtherValue\" }}`";
    E111 BadVariantName { name, right }
        = "`{name}` is not a valid variant name" @ "expected UpperCamelCase"
        ? "use letters and digits in UpperCamelCase, as in Rust: `{right}`";
    E112 RenameOfNothing { wire, owner, suggestion }
        = "{owner} has no value `{wire}`" @ "no such value"
        ? "{suggestion}";
    E114 Unused { what, name }
        = "{what} `{name}` is never used" @ "nothing refers to it"
        ? "remove it, use it as the type of a field, in `like` or in `response`, or give it `export = true` if only your code needs it";
    E115 ReservedTypeName { name }
        = "the name `{name}` is a keyword in Rust" @ "not a valid Rust name"
        ? "choose another name";

    E201 UnknownType { name, suggestion }
        = "unknown type `{name}`" @ "no such type"
        ? "{suggestion}";
    E202 TypeSyntax { text, reason, right }
        = "`{text}` is not a valid type: {reason}"
        ? "{right}; types are written as `string`, `list<string>`, `map<json>`, `time<rfc3339>` or `MyType`";
    E203 UnknownTime { word, suggestion }
        = "unknown kind of time `{word}`" @ "no such kind of time"
        ? "{suggestion}";
    E204 Infinite { path }
        = "this type contains itself and has infinite size: {path}" @ "recursive without a list or map"
        ? "put a list or a map in between: `list<…>`";
    E205 TooManyFields { owner, count, max }
        = "expected at most {max} fields in {owner}, found {count}"
        ? "move some of the fields to a nested type";
    E206 BytesWithoutCodec { example }
        = "`bytes` needs a codec that ends with `base64`, `unpack` or `numbers`" @ "missing codec"
        ? "add one, for example `{example}`";
    E207 BytesNested {}
        = "`bytes` cannot be the item of a list or map that has a codec" @ "the items have no codec of their own"
        ? "if each item is encoded, write `items = {{ codec = [\"base64\"] }}` in place of `codec`; otherwise use a type with a field of type `bytes` for the items";
    E208 UnionNested { name }
        = "the union `{name}` cannot be the item of a list or map" @ "one tag cannot choose the types of many items"
        ? "if the tag is a field of each item, add `by = \"field\"` to the union; otherwise define a type with the tag and the union as its fields, and make a list or map of that type";
    E209 UnknownLike { name, suggestion }
        = "unknown type `{name}` in `like`" @ "no such type"
        ? "{suggestion}";
    E210 LikeCycle { path }
        = "cycle in `like`: {path}"
        ? "move the shared fields to a type without `like`";
    E211 TagMissing { tag, union, owner, suggestion }
        = "{owner} has no field `{tag}`, the tag of the union `{union}`" @ "needs the field `{tag}`"
        ? "{suggestion}";
    E212 TagNotText { tag, union, ty }
        = "expected plain text in `{tag}`, the tag of the union `{union}`, found {ty}" @ "depends on `{tag}`"
        ? "change the type of `{tag}` to `string` or an enum";
    E213 UnknownVariantType { name, suggestion }
        = "unknown type `{name}` in `variants`" @ "expected one of `[types.*]`"
        ? "{suggestion}";
    E214 NotAValue { text, whose, suggestion }
        = "`{text}` is not a value of {whose}" @ "can never match"
        ? "{suggestion}";
    E215 ReservedVariantType { name }
        = "a type named `{name}` cannot be part of a union" @ "reserved for unknown tags"
        ? "rename the type";
    E216 FieldsOfRaw { owner, key }
        = "`{key}` cannot be used with the raw body of {owner}" @ "a raw body has no fields"
        ? "remove it, or write `body = [\"json\", \"raw\"]`";
    E217 TypeTooDeep {}
        = "this type is nested too deeply"
        ? "define a type for the inner part in `[types.*]`";
    E218 GenericMisplaced { place }
        = "`generic` cannot be used in {place}" @ "only the handler of an event can choose the type"
        ? "use `json` instead";
    E219 TooMuchLike { owner, max }
        = "`like` takes over more than {max} fields and rules, counted up to {owner}" @ "one too many here"
        ? "put the shared fields into a type, and use it as the type of a field";
    E220 UnknownBy { word, suggestion }
        = "unknown word `{word}` in `by`" @ "does not say what chooses the type"
        ? "{suggestion}";
    E221 UnionKeyUnused { key, by, right }
        = "`{key}` has no effect with `by = \"{by}\"`" @ "no effect"
        ? "remove it, or write {right}";
    E222 VariantForAll {}
        = "`*` cannot be a variant" @ "not needed"
        ? "remove it: a value that selects no variant is kept as JSON in `Other`";
    E223 VariantForNull {}
        = "`null` cannot be a variant" @ "not a value"
        ? "remove it: null means an absent value in an optional field, and is kept in `Other` elsewhere";
    E224 KindMisfit { kind, ty, right }
        = "expected a type for values of kind `{kind}`, found {ty}" @ "never of kind `{kind}`"
        ? "{right}";
    E225 VariantTwice { name }
        = "the type `{name}` is listed twice in `variants`" @ "listed again here"
        ? "join the conditions: `detect = {{ any = [ … ] }}`";
    E226 VariantHeader {}
        = "the condition of a variant cannot test a header" @ "a value has no headers"
        ? "test a `path` of the value";
    E227 SiblingInUnion { name }
        = "the union `{name}` cannot be a variant of another union" @ "a variant has no field next to it"
        ? "choose the type of `{name}` by something in the value itself: `by = \"field\"`, `\"key\"`, `\"kind\"` or `\"detect\"`";
    E228 VariantThroughMap { path }
        = "the condition of a variant cannot go through a map: `{path}`" @ "the first value of a map depends on the order of its keys"
        ? "test a path without `{{}}`";

    E229 BadTimePattern { part, reason, directives }
        = "`{part}` in the pattern of a time: {reason}" @ "{reason}"
        ? "write the directives of `strftime`, such as `%d/%b/%Y:%H:%M:%S %z`; there are {directives}";

    E301 CannotCheck { constraint, what, instead }
        = "`{constraint}` cannot be applied to {what}" @ "not supported by this type"
        ? "{instead}";
    E302 BadLength { reason }
        = "invalid length: {reason}"
        ? "write `\"1-32768\"`, `\"1-\"`, `\"-16\"` or `\"36\"`; for a string, `\"1-16 bytes\"` counts bytes instead of characters";
    E303 BadRange { reason }
        = "invalid range: {reason}"
        ? "write the lower and the upper end, `[3, 600]`; use `-inf` or `inf` for an open end";
    E304 BadPattern { reason }
        = "invalid regular expression: {reason}"
        ? "use the syntax of the `regex-lite` crate; in TOML, write the pattern in single quotes: `'^\\d+$'`";
    E305 UnknownFormat { word, suggestion }
        = "unknown format `{word}`" @ "no such format"
        ? "{suggestion}";
    E306 ConstAndOneOf {}
        = "`const` and `one_of` cannot be used together" @ "conflicts with `one_of`"
        ? "remove one of them; `const` is `one_of` with a single value";
    E307 NoValueLeft { value, constraint, key }
        = "`{value}` in `{key}` violates `{constraint}`" @ "can never be valid"
        ? "change the value or the constraint";
    E308 EmptyOfPresent { why }
        = "`empty` needs an optional field, but this one {why}" @ "the field is always present"
        ? "remove `empty`, or make the field optional";
    E309 DefaultOfRequired {}
        = "a required field cannot have a default" @ "never used"
        ? "remove `required` or `default`";
    E310 BadDefault { reason }
        = "invalid default: {reason}" @ "not valid for this field"
        ? "change the default, or the type or constraint of the field";
    E311 NoDefaultFor { what }
        = "{what} cannot have a default" @ "not supported by this type"
        ? "remove the default; a list or map that is absent is empty, other fields can be optional";
    E312 NullableOptional {}
        = "`nullable` has no effect without `required`" @ "an optional field may always be null"
        ? "remove `nullable`, or add `required = true` if the field must be present but may be null";
    E313 UnknownForm { word, suggestion }
        = "unknown form `{word}` in `accept`" @ "no such form"
        ? "{suggestion}";
    E314 FormMisfit { form, what, fits }
        = "the form `{form}` cannot be applied to {what}" @ "not supported by this type"
        ? "use `{form}` only for {fits}";
    E315 FormsAmbiguous { first, second }
        = "the forms `{first}` and `{second}` cannot be distinguished" @ "a string could be either"
        ? "accept only one of them";
    E316 UnknownStep { word, suggestion }
        = "unknown codec step `{word}`" @ "no such step"
        ? "{suggestion}";
    E317 BadCodec { reason }
        = "invalid codec: {reason}"
        ? "list the steps in the order of decoding: `base64`, then `unpack`, then `json`; `unpack` needs `base64` before it, and `numbers` and `percent` are on their own";
    E318 CodecMisfit { ty, right }
        = "this codec does not produce {ty}" @ "wrong last step"
        ? "{right}";
    E319 FlagNotBool { flag, ty }
        = "expected a `bool` field for `base64_flag`, found `{flag}`, which holds {ty}" @ "expected `bool`"
        ? "name another field, or change the type of `{flag}`";
    E320 FlagMisplaced { what }
        = "`base64_flag` cannot be applied to {what}" @ "not supported by this type"
        ? "use it on a `string` without a codec";
    E321 ItemsOfScalar { what }
        = "`items` cannot be applied to {what}" @ "has no items"
        ? "put the constraints next to `type`";
    E322 ItemsEmpty {}
        = "`empty` has no effect in `items`" @ "an item is never absent"
        ? "remove it; `empty` is for optional fields";
    E323 ItemsSayNothing {}
        = "`items` must not be empty" @ "no constraints"
        ? "add a constraint, for example `items = {{ length = \"1-16\" }}`, or remove it";
    E324 FieldNotTable { key, found, ty }
        = "expected a table for the field `{key}`, found {found}" @ "expected a table"
        ? "write `{key} = {{ type = {ty} }}`";
    E325 CodecWithItems {}
        = "`items` cannot be used with a codec" @ "decoded on request, so never checked"
        ? "put the constraints on a named type, and use it as the type of the field";
    E326 KeysOfOther { what }
        = "`sensitive_keys` cannot be applied to {what}" @ "has no keys"
        ? "use it for a `map`, for `json`, or for a `string` with the parameters of a query; for anything else, write `sensitive = true`";
    E327 KeysOfSensitive {}
        = "`sensitive_keys` has no effect on a sensitive field" @ "every value is hidden already"
        ? "remove `sensitive` or `sensitive_keys`";
    E328 UnknownKeyList { word, suggestion }
        = "unknown list of sensitive keys `{word}`" @ "no such list"
        ? "{suggestion}";

    E401 UnknownField { field, owner, suggestion }
        = "{owner} has no field `{field}`" @ "no such field"
        ? "{suggestion}";
    E402 RuleWithoutKind {}
        = "this rule is incomplete"
        ? "add one of `at_least_one`, `at_most_one`, `exactly_one`, `when`, `list`";
    E403 RuleWithTwoKinds { first, second }
        = "`{first}` and `{second}` cannot be used in one rule"
        ? "write two rules: `[{{ {first} = … }}, {{ {second} = … }}]`";
    E404 RuleTooShort { rule }
        = "expected at least two fields in `{rule}`, found one" @ "only one field"
        ? "add another field, or use `required` on the field itself";
    E405 RuleDecided { field, why }
        = "this rule cannot include `{field}`, which {why}" @ "always present"
        ? "remove the field from the rule, or make it optional";
    E406 RuleNeedsList { field, ty }
        = "expected a list of text in `{field}`, found {ty}" @ "not a list of text"
        ? "name a field of type `list<string>` or a list of an enum";
    E407 RuleNeedsText { field, ty }
        = "expected text in `{field}`, found {ty}" @ "compared with text"
        ? "use `equals` with a `string` or an enum, or remove it to test only whether the field is present";
    E408 RuleOfItself { word }
        = "`{word}` is on both sides of this rule" @ "on both sides"
        ? "remove it from one side";
    E409 UniqueFalse {}
        = "`unique = false` has no effect" @ "no effect"
        ? "remove the rule, or write `unique = true`";
    E410 HttpMisfit { part, of, field, ty, right }
        = "expected {right} for the {part} of an HTTP {of}, found `{field}`, which holds {ty}" @ "expected {right}"
        ? "name another field, or change the type of `{field}`";

    E411 BadFieldPath { path, reason }
        = "`{path}` does not lead to a field: {reason}"
        ? "join wire names with `.`, and write `[]` after a list and `{{}}` after a map: `records[].topic`; put a name with dots or braces in double quotes: `'\"app.name\".id'`";
    E412 BadAccessor { name, why }
        = "`{name}` cannot be the name of an accessor: {why}"
        ? "choose another name in snake_case, such as `all_topics`";
    E413 AccessorTypes { path, ty, first }
        = "`{path}` leads to {ty}, but the first path of this accessor leads to {first}" @ "another type"
        ? "use paths to values of one type";
    E414 BadHttpPath { path, reason }
        = "`{path}` does not lead to a part of the request: {reason}"
        ? "join the wire names of objects with `.`: `requestContext.http.method`";
    E415 Base64WithoutBody {}
        = "`base64` has no effect without `body`" @ "no body to decode"
        ? "add `body` to name the field of the body, or remove `base64`";

    E501 UnknownBody { word, suggestion }
        = "unknown body `{word}`" @ "no such body"
        ? "{suggestion}";
    E502 ConditionWithoutKind {}
        = "this condition is incomplete"
        ? "add one of `header`, `path`, `absent`, `any`, `all`, `not`";
    E503 ConditionWithTwoKinds { first, second }
        = "`{first}` and `{second}` cannot be used in one condition"
        ? "write two conditions: `[{{ {first} = … }}, {{ {second} = … }}]`";
    E504 TwoTests {}
        = "expected only one of `equals`, `prefix`, `suffix`, `contains`, `kind` in a condition" @ "second test"
        ? "write two conditions with the same `path`";
    E505 BadPath { path }
        = "`{path}` is not a valid path"
        ? "join keys with `.`, and write `[]` for the first item of a list and `{{}}` for the first value of a map: `Records[].s3.bucket`, or `[].source` if the payload is the list; put a key with dots or braces in double quotes: `'\"app.name\".id'`";
    E506 UnknownKind { word, suggestion }
        = "unknown kind of value `{word}`" @ "no such kind"
        ? "{suggestion}";
    E507 BadHeaderName { name }
        = "`{name}` is not a valid header name"
        ? "use letters, digits and `-`: `X-Event-Type`";
    E508 UnknownResponse { name, suggestion }
        = "unknown type `{name}` in `response`" @ "expected one of `[types.*]`, or `event`"
        ? "{suggestion}";
    E509 BadRecords { path, reason }
        = "`{path}` does not lead to the records: {reason}"
        ? "write the path of a field of type `list<…>`: join wire names with `.`, write `[]` after each list before the last one, and `{{}}` after each map";
    E510 UnknownTrigger { id, key, suggestion }
        = "unknown trigger `{id}` in `{key}`" @ "no such trigger"
        ? "{suggestion}";
    E511 BadTriggerId { id, right }
        = "`{id}` is not a full trigger id" @ "expected a provider and a trigger"
        ? "write `{right}`";
    E512 TriggerItself { id, what }
        = "`{id}` cannot be {what}" @ "the same trigger"
        ? "remove it";
    E513 RawField { owner, reason }
        = "{owner} {reason}"
        ? "with `body = [\"json\", \"raw\"]`, use `detect` to select the payloads that are JSON, and `raw` to name the `string` field for all others";
    E514 TooManyAlternatives { most }
        = "`detect` has more than {most} alternatives" @ "each `any` in an `all` multiplies them"
        ? "use fewer `any`, or `equals` with a list of texts";
    E515 IgnoreCaseWithoutText {}
        = "`ignore_case` has no effect here" @ "compares no text"
        ? "remove it, or write it beside `equals`, `prefix`, `suffix` or `contains`";
    E516 EmptyPart { key }
        = "`{key}` must not have an empty text" @ "every text has it"
        ? "remove it, or use `{{ path = \"…\", kind = \"string\" }}` for any text";
    E517 BadRoot { field, reason }
        = "the payload cannot be the value of `{field}`: {reason}"
        ? "give the trigger one field of type `list<…>`, and name it in `root`";
    E518 BadStatusDate { date }
        = "`{date}` is not a date" @ "expected a year, month or day"
        ? "write `2025`, `2025-06` or `2025-06-30`";
    E522 SectionWithoutWrapper { config }
        = "the configuration `{config}` has a `section` with neither a `list` nor a `wrapper`" @ "no key for the configuration"
        ? "add the key under which the entry contains the configuration: `wrapper = \"triggerConfig\"`";
    E523 ResponseNotHttp { response }
        = "the trigger has `http`, but its response type `{response}` does not" @ "not an HTTP response"
        ? "add `http = {{ status = \"…\", headers = \"…\", body = \"…\", base64 = \"…\" }}` to the type `{response}`";
    E524 FallbackWithoutDetect { id }
        = "the fallback `{id}` has no `detect`" @ "never detected"
        ? "add the condition that its payloads meet, for example `detect = {{ path = \"detail-type\" }}`, or remove `fallback`";
    E530 FailuresWithoutRecords {}
        = "`failures` has no effect without `records`" @ "no records"
        ? "add `records` to name the list that holds the records, or remove `failures`";
    E531 FailuresOfValues { ty }
        = "`failures` needs records with fields, but each record of this trigger is {ty}" @ "the records have no ids"
        ? "remove `failures`, or name a list of objects in `records`";
    E532 BadRecordPath { key, path, reason }
        = "`{path}` cannot be the `{key}` of a record: {reason}"
        ? "write the path of a `string`, `i64` or `u64` in the record, such as `attributes.MessageGroupId`, or a text with such paths in braces: `{{topic}}-{{partition}}`";
    E533 BadFailureList { list, reason }
        = "`{list}` cannot be the list of the answer: {reason}"
        ? "name a field of type `list<…>` of the trigger's `response`, whose items are objects with these keys";
    E534 EveryWithoutResponse {}
        = "`every` needs the type of the answer" @ "no `response`"
        ? "name the type in `response`; the function returns an item of its list for each record";
    E535 FailuresConflict { key, reason }
        = "`{key}` cannot be used with `stop`: {reason}" @ "conflicts with `stop`"
        ? "remove `{key}` or `stop`";
    E540 EventAsResponse { reason }
        = "the event cannot be the response: {reason}"
        ? "name the type of the answer in `response`, or remove it";

    E601 NoSample { owner, right }
        = "{owner} has no sample"
        ? "{right}";
    E602 StraySample { file, suggestion }
        = "the sample `{file}` does not belong to this spec"
        ? "name it `<trigger>.json`, `<trigger>.<variant>.json`, `config.<id>.json` or `type.<Name>.json`; {suggestion}";
    E603 SampleNotUtf8 { sample, found }
        = "{sample} is not UTF-8: found {found}" @ "invalid sample"
        ? "save it as UTF-8";
    E604 SampleNotJson { sample, at, reason }
        = "{sample} is not JSON: {reason} at {at}" @ "invalid sample"
        ? "correct the sample";
    E605 SampleBreaks { sample, place, reason, more }
        = "{sample} violates the spec {place}: {reason}{more}" @ "required here"
        ? "correct the sample, or the spec if the vendor's document says otherwise";
    E606 SampleNotDetected { sample, id }
        = "{sample} is not detected as `{id}`" @ "does not match the sample"
        ? "correct `detect` or the sample";
    E607 SampleDetectedAs { sample, other }
        = "{sample} is also detected as `{other}`" @ "also matches the sample"
        ? "make the conditions distinguish the two triggers, or explain in `ambiguous_with` why they cannot";
    E608 SamplesUnreadable { reason }
        = "cannot read the samples: {reason}"
        ? "check the folder `samples/<provider>/` next to the spec";
    E609 SampleKind { sample, extension, body, right }
        = "expected the extension {right} for the sample `{sample}`, found `.{extension}`" @ "has the body {body}"
        ? "save the sample as {right}";
    E610 SampleTwice { file }
        = "the unnamed sample is given twice, here and in `{file}`" @ "also given in a file"
        ? "remove one of them, or name the file as a variant: `<id>.<variant>.json`";
    E611 InlineCbor { id }
        = "a CBOR sample cannot be part of the spec" @ "CBOR is binary"
        ? "put the sample in the file `{id}.cbor`";
    E612 FallbackSampleTaken { sample, id, other }
        = "{sample} is detected as `{other}`, so the fallback `{id}` does not count" @ "matches the sample"
        ? "give the fallback a sample that is not an event of another trigger, or make this condition stricter";
    E613 SampleAmbiguous { file, variant, owner, right }
        = "the file `{file}` can be variant `{variant}` of this trigger, or the sample of {owner}" @ "it is not clear whose sample it is"
        ? "choose another variant if it is a sample of the trigger; if it is one of {owner}, name it `{right}";

    E701 BadMethod { word, suggestion }
        = "`{word}` is not an HTTP method" @ "no such method"
        ? "{suggestion}";
    E702 BadUri { uri, reason }
        = "`{uri}` is not a valid URI template: {reason}"
        ? "write a path with parameters in braces: `/v1/{{project_id}}/messages`";
    E703 UnknownParam { name, suggestion }
        = "the URI has no parameter `{name}`" @ "not in the URI"
        ? "{suggestion}";
    E704 ParamWithoutDoc { name }
        = "the URI parameter `{name}` is not documented" @ "not documented"
        ? "document it: `params = {{ {name} = \"…\" }}`";
    E705 UnknownMessage { id, suggestion }
        = "unknown trigger `{id}` in `messages`" @ "no such trigger"
        ? "{suggestion}";
    E706 MessageWithoutHeader { id }
        = "the message `{id}` is not detected by one value of one header" @ "its `detect` names no such header"
        ? "add the header to its trigger, for example `detect = {{ header = \"X-Event-Type\", equals = \"{id}\" }}`";
    E707 MessageHeaders { first, second }
        = "the messages are detected by different headers, `{first}` and `{second}`" @ "detected by `{second}`"
        ? "use the same header for all messages of an operation";
    E708 MessageValues { value, first, second }
        = "`{first}` and `{second}` have the same header value `{value}`" @ "cannot be distinguished"
        ? "give each message its own header value";
    E709 MessageNotJson { id }
        = "the body of the message `{id}` is not JSON" @ "not JSON"
        ? "list only triggers with `body = \"json\"`";
    E710 MessageResponses { id }
        = "the message `{id}` has several responses" @ "nothing tells its responses apart"
        ? "give the trigger one type in `response`, for example one with a field whose type is a union";
}
