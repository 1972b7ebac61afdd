//! [`Definition`]: a struct type that is built at run time.

use std::sync::OnceLock;

use crate::Step;
use crate::data::Json;
use crate::engine::Value;
use crate::shape::{Choice, Payload, Shape};

/// What a field holds: the counterpart of its Rust type.
#[derive(Clone, Copy)]
pub enum Holds {
    /// A value of a Rust type. The function creates an empty one.
    Plain(fn() -> Box<dyn Value>),
    /// An encoded value, and the first step of its codec.
    Encoded(Step),
    /// A value that may be absent.
    Option(&'static Holds),
    /// Items in order.
    List(&'static Holds),
    /// Values by key.
    Map(&'static Holds),
    /// A struct.
    Object(&'static Definition),
    /// One of several types.
    Union(&'static Variants),
}

impl Holds {
    /// Returns what a field of a Rust type holds.
    pub const fn plain<T: Value>() -> Holds {
        Holds::Plain(|| Box::new(T::empty()))
    }
}

/// A union type: how its type is chosen, and what each variant holds. Like a [`Definition`], it is filled in once.
pub struct Variants(OnceLock<(Choice, Vec<Holds>)>);

impl Variants {
    /// Creates a type that is not defined yet.
    pub const fn undefined() -> Variants {
        Variants(OnceLock::new())
    }

    /// Defines the type. A second definition has no effect.
    pub fn define(&self, choice: Choice, holds: Vec<Holds>) {
        let _ = self.0.set((choice, holds));
    }

    /// Returns how the type is chosen; a choice between no types before the type is defined.
    pub(super) fn choice(&'static self) -> &'static Choice {
        static NONE: Choice = Choice::Key(&[]);
        self.0.get().map_or(&NONE, |(choice, _)| choice)
    }

    /// Returns what a variant holds, or any JSON if there is no such variant.
    pub(super) fn holds(&self, variant: usize) -> Holds {
        let holds = self.0.get().and_then(|(_, holds)| holds.get(variant));
        holds.copied().unwrap_or(Holds::plain::<Json>())
    }
}

/// A struct type: its shape, and what each field holds. It is filled in once, after the types that refer to it exist, so
/// types may refer to themselves.
pub struct Definition(OnceLock<(Shape, Vec<Holds>)>);

impl Definition {
    /// Creates a type that is not defined yet.
    pub const fn undefined() -> Definition {
        Definition(OnceLock::new())
    }

    /// Defines the type. A second definition has no effect.
    pub fn define(&self, shape: Shape, holds: Vec<Holds>) {
        let _ = self.0.set((shape, holds));
    }

    /// Returns the shape; that of a struct without fields before the type is defined.
    pub fn shape(&'static self) -> &'static Shape {
        static EMPTY: Shape = Shape::new("", &[], &[], Payload::Json);
        self.0.get().map_or(&EMPTY, |(shape, _)| shape)
    }

    pub(super) fn holds(&self) -> &[Holds] {
        self.0.get().map_or(&[], |(_, holds)| holds)
    }
}
