//! Packed contents: gzip, zlib and zip. Nothing in them is dropped without an error, and they unpack to a limited size.

use std::io::Write;

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
use triggerkit::{Base64, Encoded, Limits, Map, Packed, PackedJson, Report, Rule, Str};

fn encoded<C: triggerkit::Codec>(bytes: &[u8]) -> Encoded<Map<Str>, C> {
    Encoded::from_text(Base64::encode(bytes).as_str())
}

fn open(bytes: &[u8]) -> Result<Vec<u8>, Report> {
    encoded::<PackedJson>(bytes).bytes()
}

/// Returns the only violation of a packed value, as its rule and its words.
#[track_caller]
fn refused(bytes: &[u8]) -> (Rule, String, String) {
    let report = open(bytes).expect_err("it is refused");
    let [violation] = report.violations() else { panic!("{report}") };
    (violation.rule, violation.expected.to_string(), violation.found.to_string())
}

#[track_caller]
fn refused_archive(bytes: &[u8]) -> String {
    let (rule, expected, found) = refused(bytes);
    assert_eq!((rule, &*expected), (Rule::Codec, "a zip archive of one stored or deflated file"), "{found}");
    found
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), Compression::best());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut out = ZlibEncoder::new(Vec::new(), Compression::best());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut out = DeflateEncoder::new(Vec::new(), Compression::best());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

fn crc(bytes: &[u8]) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    crc.sum()
}

/// Where an entry of an archive has its checksum and sizes.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Sizes {
    Header,
    Zip64Header,
    Descriptor,
    UnsignedDescriptor,
    Zip64Descriptor,
}

/// An entry of a zip archive: one file or folder.
#[derive(Clone, Debug)]
struct Entry {
    name: &'static [u8],
    flags: u8,
    method: u8,
    content: Vec<u8>,
    sizes: Sizes,
    crc: u32,
    size: u32,
}

impl Entry {
    fn new(name: &'static str, method: u8, content: &[u8]) -> Self {
        let (crc, size) = (crc(content), content.len() as u32);
        let content = if method == 8 { deflate(content) } else { content.to_vec() };
        Entry { name: name.as_bytes(), flags: 0, method, content, sizes: Sizes::Header, crc, size }
    }

    fn with(self, sizes: Sizes) -> Self {
        Entry { sizes, ..self }
    }

    /// Returns the checksum, the packed size and the size, in four or eight bytes each.
    fn numbers(&self, wide: bool) -> Vec<u8> {
        let sizes = [self.content.len() as u64, u64::from(self.size)];
        let size = |size: u64| if wide { size.to_le_bytes().to_vec() } else { (size as u32).to_le_bytes().to_vec() };
        [self.crc.to_le_bytes().to_vec(), size(sizes[0]), size(sizes[1])].concat()
    }

    fn bytes(&self) -> Vec<u8> {
        let later = !matches!(self.sizes, Sizes::Header | Sizes::Zip64Header);
        let flags = self.flags | if later { 8 } else { 0 };
        let mut out = [b"PK\x03\x04\x14\x00".as_slice(), &[flags, 0, self.method, 0], &[0; 4]].concat();
        let extra = match self.sizes {
            Sizes::Zip64Header => {
                let sizes = [u64::from(self.size).to_le_bytes(), (self.content.len() as u64).to_le_bytes()].concat();
                [b"\x99\x99\x02\x00hi\x01\x00\x10\x00".as_slice(), &sizes].concat()
            }
            _ => Vec::new(),
        };
        out.extend(match self.sizes {
            Sizes::Header => self.numbers(false),
            Sizes::Zip64Header => [self.crc.to_le_bytes().as_slice(), &[0xff; 8]].concat(),
            _ => vec![0; 12],
        });
        out.extend((self.name.len() as u16).to_le_bytes());
        out.extend((extra.len() as u16).to_le_bytes());
        out.extend([self.name, &extra, &self.content].concat());
        match self.sizes {
            Sizes::Header | Sizes::Zip64Header => {}
            Sizes::Descriptor => out.extend([b"PK\x07\x08".to_vec(), self.numbers(false)].concat()),
            Sizes::UnsignedDescriptor => out.extend(self.numbers(false)),
            Sizes::Zip64Descriptor => out.extend([b"PK\x07\x08".to_vec(), self.numbers(true)].concat()),
        }
        out
    }
}

/// Returns the directory of an archive, with its end.
fn directory(names: &[&str]) -> Vec<u8> {
    let mut out = Vec::new();
    for name in names {
        out.extend([b"PK\x01\x02".as_slice(), &[0; 24], &(name.len() as u16).to_le_bytes(), &[0; 16], name.as_bytes()].concat());
    }
    out.extend([b"PK\x05\x06".as_slice(), &[0; 16], &[2, 0], b"ok"].concat());
    out
}

const JSON: &[u8] = br#"{"a":"b"}"#;

#[test]
fn an_archive_of_one_file_is_read_however_it_was_written() {
    for method in [0, 8] {
        for sizes in [Sizes::Header, Sizes::Zip64Header, Sizes::Descriptor, Sizes::UnsignedDescriptor, Sizes::Zip64Descriptor] {
            if (method, sizes) == (0, Sizes::UnsignedDescriptor) {
                continue;
            }
            let file = Entry::new("f", method, JSON).with(sizes).bytes();
            assert_eq!(open(&file).unwrap(), JSON, "{method} {sizes:?}");
            let whole = [file.clone(), directory(&["f"])].concat();
            assert_eq!(open(&whole).unwrap(), JSON, "{method} {sizes:?}");
            assert_eq!(open(&[whole, vec![0; 9]].concat()).unwrap(), JSON, "{method} {sizes:?}");
        }
    }
    let empty = Entry::new("f", 8, b"").with(Sizes::Descriptor).bytes();
    assert_eq!(open(&empty).unwrap(), b"");
    assert_eq!(open(b"x^2 is plain text").unwrap(), b"x^2 is plain text");
}

#[test]
fn folders_are_passed_over() {
    let file = Entry::new("d/f", 8, JSON).bytes();
    let encrypted = Entry { flags: 1, ..Entry::new("d/", 0, b"") };
    let folders = [
        Entry::new("d/", 0, b""),
        Entry::new("d/", 8, b""),
        Entry::new("d/", 0, b"").with(Sizes::Descriptor),
        Entry::new("d/", 8, b"").with(Sizes::Descriptor),
        Entry::new("d/", 8, b"").with(Sizes::UnsignedDescriptor),
        Entry::new("d/", 99, b""),
        Entry::new("d/", 12, b"whatever this is"),
        encrypted,
    ];
    for folder in folders {
        let directory = directory(&["d/", "d/f"]);
        assert_eq!(open(&[&*folder.bytes(), &file, &directory].concat()).unwrap(), JSON, "{folder:?}");
        assert_eq!(open(&[&*file, &folder.bytes(), &directory].concat()).unwrap(), JSON, "{folder:?}");
        assert_eq!(refused_archive(&folder.bytes()), "no file", "{folder:?}");
    }
}

#[test]
fn a_second_file_is_refused_by_its_name() {
    for (first, second) in [(0, 0), (8, 8), (8, 99)] {
        for sizes in [Sizes::Header, Sizes::Descriptor] {
            let first = Entry::new("a", first, JSON).with(sizes).bytes();
            let second = Entry::new("b \"quoted\"", second, JSON).bytes();
            let archive = [&*first, &Entry::new("d/", 0, b"").bytes(), &second].concat();
            assert_eq!(refused_archive(&archive), r#"a second file, "b \"quoted\"""#);
        }
    }
    let first = Entry::new("a", 0, JSON).bytes();
    assert_eq!(refused_archive(&[&*first, &Entry::new("a", 0, JSON).bytes()].concat()), r#"a second file, "a""#);
    // A file that only the directory lists is hidden elsewhere.
    for names in [["a", "b"], ["b", "a"]] {
        assert_eq!(refused_archive(&[&*first, &directory(&names)].concat()), r#"a second file, "b""#);
    }
    assert_eq!(refused_archive(&[&*first, &directory(&["a", "a"])].concat()), r#"a second file, "a""#);
    let long = Entry { name: "n".repeat(5_000).leak().as_bytes(), ..Entry::new("", 0, b"") };
    let found = refused_archive(&[&*first, &long.bytes()].concat());
    assert!(found.starts_with("a second file, \"nnn") && found.len() < 120, "{found}");
    let odd = Entry { name: b"\xff\n", ..Entry::new("", 0, b"") };
    assert_eq!(refused_archive(&[&*first, &odd.bytes()].concat()), "a second file, \"\u{fffd}\\n\"");
}

#[test]
fn the_checksum_and_the_size_of_a_file_are_checked() {
    for method in [0, 8] {
        for sizes in [Sizes::Header, Sizes::Zip64Header, Sizes::Descriptor, Sizes::Zip64Descriptor] {
            let entry = Entry::new("f", method, JSON).with(sizes);
            let crc = Entry { crc: entry.crc ^ 1, ..entry.clone() };
            let size = Entry { size: entry.size + 1, ..entry.clone() };
            let cut = Entry { content: entry.content[..entry.content.len() - 1].to_vec(), ..entry };
            for wrong in [crc, size, cut] {
                refused_archive(&wrong.bytes());
            }
        }
    }
    let crc = Entry { crc: 7, ..Entry::new("f", 8, JSON) };
    assert_eq!(refused_archive(&crc.bytes()), "a file whose checksum does not match");
    let size = Entry { size: 7, ..Entry::new("f", 8, JSON) };
    assert_eq!(refused_archive(&size.bytes()), "a file of 9 bytes whose size is given as 7");
}

#[test]
fn an_archive_holds_nothing_besides_its_file() {
    let file = Entry::new("f", 8, JSON).bytes();
    assert_eq!(refused_archive(&[&file, b"rest".as_slice()].concat()), "4 bytes after the file");
    let whole = [file.clone(), directory(&["f"])].concat();
    assert_eq!(refused_archive(&[whole.clone(), file.clone()].concat()), r#"a second file, "f""#);
    assert_eq!(refused_archive(&[&whole, b"\0x".as_slice()].concat()), "2 bytes after the file");
    let hidden = Entry { content: [deflate(JSON), b"hidden".to_vec()].concat(), ..Entry::new("f", 8, JSON) };
    assert_eq!(refused_archive(&hidden.bytes()), "6 bytes after the file");
}

#[test]
fn other_archives_are_refused() {
    let encrypted = Entry { flags: 1, ..Entry::new("f", 0, JSON) };
    assert_eq!(refused_archive(&encrypted.bytes()), "an encrypted file");
    assert_eq!(refused_archive(&Entry::new("f", 12, JSON).bytes()), "compression method 12");
    let unknown = Entry::new("f", 0, JSON).with(Sizes::UnsignedDescriptor);
    assert_eq!(refused_archive(&unknown.bytes()), "a stored file of unknown size");
    let file = Entry::new("f", 0, JSON).bytes();
    assert_eq!(refused_archive(&file[..20]), "a truncated file header");
    assert_eq!(refused_archive(&file[..file.len() - 1]), "a truncated file");
    assert_eq!(refused_archive(&[&*file, b"PK\x01\x02"].concat()), "a truncated directory");
}

#[test]
fn archives_that_are_cut_off_or_changed_never_panic() {
    for sizes in [Sizes::Header, Sizes::Zip64Header, Sizes::Descriptor, Sizes::Zip64Descriptor] {
        for method in [0, 8] {
            let folder = Entry::new("d/", method, b"").with(sizes).bytes();
            let archive = [folder, Entry::new("f", method, JSON).with(sizes).bytes(), directory(&["d/", "f"])].concat();
            for index in 4..archive.len() {
                drop(open(&archive[..index]));
                for byte in [0, 1, 0x7f, 0xff] {
                    let mut changed = archive.clone();
                    changed[index] = byte;
                    // What is still accepted is the same file.
                    assert!(open(&changed).is_ok_and(|bytes| bytes == JSON) || open(&changed).is_err(), "{index}: {byte}");
                }
            }
        }
    }
}

#[test]
fn every_member_of_gzip_data_is_read_and_checked() {
    let members = [gzip(br#"{"a":"#), gzip(b""), gzip(br#""b"}"#)];
    assert_eq!(open(&members.concat()).unwrap(), JSON);
    for index in 0..members.len() {
        for (from_end, what) in [(8, "checksum"), (1, "length")] {
            let mut members = members.clone();
            let at = members[index].len() - from_end;
            members[index][at] ^= 1;
            let (rule, expected, _) = refused(&members.concat());
            assert_eq!((rule, &*expected), (Rule::Codec, "gzip data"), "{what} of member {index}");
        }
    }
    let cut = members.concat();
    for end in 2..cut.len() {
        let whole = end == members[0].len() || end == members[0].len() + members[1].len();
        assert_eq!(open(&cut[..end]).is_ok(), whole, "{end}");
    }
}

#[test]
fn only_zeros_may_follow_gzip_or_zlib_data() {
    for (packed, expected) in [(gzip(JSON), "gzip data"), (zlib(JSON), "zlib data")] {
        assert_eq!(open(&[&*packed, &[0; 8]].concat()).unwrap(), JSON);
        for rest in [b"rest".as_slice(), b"\n", b"\x1f", b"\0\0x", b"x\0\0", b"PK\x03\x04"] {
            let found = format!("{} bytes after the data", rest.len()).replace("1 bytes", "1 byte");
            assert_eq!(refused(&[&*packed, rest].concat()), (Rule::Codec, expected.to_owned(), found));
        }
    }
    let mut broken = zlib(JSON);
    *broken.last_mut().unwrap() ^= 1;
    assert_eq!(refused(&broken).1, "zlib data");
}

#[test]
fn packed_data_unpacks_to_at_most_16_mib() {
    let stored = |size: usize| Entry::new("f", 0, &vec![b' '; size]).bytes();
    assert_eq!(open(&stored(16 << 20)).unwrap().len(), 16 << 20);
    let expected = (Rule::Limit, "at most 16 MiB unpacked".to_owned(), "more".to_owned());
    assert_eq!(refused(&stored((16 << 20) + 1)), expected);

    let limits = Limits::DEFAULT.unpacked(1 << 18, 10_000);
    let (fits, too_long) = (vec![b' '; 1 << 18], vec![b' '; (1 << 18) + 1]);
    let zip = |bytes: &[u8]| Entry::new("f", 8, bytes).with(Sizes::Descriptor).bytes();
    for pack in [gzip, zlib, zip] {
        assert_eq!(encoded::<PackedJson>(&pack(&fits)).bytes_with(&limits).unwrap(), fits);
        let members = [gzip(&fits), gzip(b"x")].concat();
        for packed in [pack(&too_long), members] {
            let report = encoded::<PackedJson>(&packed).bytes_with(&limits).unwrap_err();
            assert_eq!(report.to_string(), "$: expected at most 256 KiB unpacked, found more [limit]");
        }
    }
}

#[test]
fn packed_data_unpacks_to_at_most_a_hundred_times_its_size() {
    let blanks = |size: usize| vec![b' '; size];
    let expected = (Rule::Limit, "at most 100 times its packed size".to_owned(), "more".to_owned());
    for pack in [gzip, zlib, |bytes: &[u8]| Entry::new("f", 8, bytes).with(Sizes::Descriptor).bytes()] {
        assert_eq!(open(&pack(&blanks(64 << 10))).unwrap().len(), 64 << 10);
        for size in [(64 << 10) + 1, 1 << 20] {
            assert_eq!(refused(&pack(&blanks(size))), expected);
        }
    }
    // The folders of an archive count, too.
    let folder = Entry::new("d/", 8, &blanks(1 << 20)).with(Sizes::Descriptor).bytes();
    assert_eq!(refused(&[folder, Entry::new("f", 0, JSON).bytes()].concat()), expected);
}

#[test]
fn content_can_be_opened_with_other_limits() {
    let json = format!(r#"{{"a":"{}"}}"#, "b".repeat(1 << 20));
    let packed = encoded::<PackedJson>(&gzip(json.as_bytes()));
    assert_eq!(packed.open().unwrap_err().violations()[0].rule, Rule::Limit);
    let generous = Limits::DEFAULT.unpacked(2 << 20, 2_000);
    assert_eq!(packed.open_with(&generous).unwrap().get("a").unwrap().len(), 1 << 20);
    assert_eq!(packed.bytes_with(&generous).unwrap().len(), json.len());
    let words = |limits: Limits| packed.bytes_with(&limits).unwrap_err().to_string();
    assert_eq!(words(generous.unpacked(1 << 20, 2_000)), "$: expected at most 1 MiB unpacked, found more [limit]");
    assert_eq!(words(generous.unpacked(1 << 16, 2_000)), "$: expected at most 64 KiB unpacked, found more [limit]");
    assert_eq!(words(generous.unpacked(1_000, 2_000)), "$: expected at most 1000 bytes unpacked, found more [limit]");
    assert_eq!(words(generous.unpacked(2 << 20, 7)), "$: expected at most 7 times its packed size, found more [limit]");
    let bytes = encoded::<Packed>(&gzip(json.as_bytes()));
    assert!(bytes.bytes().is_err());
    assert_eq!(bytes.bytes_with(&generous).unwrap().len(), json.len());
}
