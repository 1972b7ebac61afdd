// Aliases of types that the derive has to know.

use triggerkit::{Map, Timestamp, Trigger};

type Maybe<T> = Option<T>;
type Labels = Vec<String>;
type Sizes = Map<u64>;
type Moment = Timestamp;
type Name = String;

#[derive(Clone, PartialEq, Trigger)]
struct Parcel {
    name: Name,
    weight: Maybe<u64>,
    labels: Labels,
    more: Option<Labels>,
    lines: Vec<Maybe<Name>>,
    sizes: Sizes,
    sent: Moment,
}

fn main() {}
