//! Typed, validated trigger events for serverless functions, generated from declarative specs.
//!
//! Each provider is a module that is enabled by a feature of the same name. Use `#[triggerkit::spec("my.toml")]` to generate a
//! module from your own spec, and `#[derive(Trigger)]` to make a trigger from a struct.
//!
//! - [`Document`] decodes, validates and encodes every generated struct.
//! - [`Report`] lists all violations of a payload, each with its path.
//! - [`Trigger`] connects an event to the id and samples of its trigger.
//! - `run` answers events with a `Router` of handlers, on every supported platform. It requires the feature `serve`.
//!
//! The repository has [a guide](https://github.com/triggerkit/triggerkit/blob/main/docs/guide.md) and
//! [a page for each trigger](https://github.com/triggerkit/triggerkit/blob/main/docs/triggers/README.md).
//!
//! # Triggers
//!
//! <!-- generated: triggers -->
//!
//! | Feature | Provider | Triggers |
//! | --- | --- | --- |
//! | `aliyun` | Alibaba Cloud Function Compute | `oss`, `log`, `timer`, `cdn`, `mns`, `rds`, `tablestore`, `apigw`, `datahub`, `iot` |
//! | `huawei` | Huawei Cloud FunctionGraph | `work_request`, `heartbeat`, `work_success`, `work_failure`, `smn`, `dms`, `apig`, `obs`, `dis`, `timer`, `lts`, `cts`, `dds`, `kafka` |
//! | `tencent` | Tencent Cloud SCF | `apigw`, `timer`, `cos`, `ckafka`, `cmq`, `cls`, `mps`, `clb`, `eventbridge` |
//! | `volcengine` | Volcengine veFaaS | `timer`, `apig`, `kafka`, `bmq`, `rocketmq`, `tos`, `tls` |
//!
//! <!-- /generated -->
//!
//! # Features
//!
//! <!-- generated: features -->
//!
//! | Feature | What it brings |
//! | --- | --- |
//! | `samples` | The documented payloads, in `TriggerInfo::samples`. |
//! | `http` | Operations as `http::Request` and `http::Response`. |
//! | `handlers` | Functions as handlers of events, and the router that picks one. |
//! | `serve` | Running them: on the four clouds, and locally. |
//! | `simd` | The scanner looks at sixteen bytes at once where the processor is known to do so, base64 at as many as it turns out to do. Same results without it. |
//! | `cbor` | Payloads in CBOR. |
//! | `yaml` | Configurations as the vendor's YAML. |
//!
//! <!-- /generated -->

#[allow(unused_extern_crates, reason = "the macros emit paths that start with `triggerkit`, in this crate as well")]
extern crate self as triggerkit;

mod builder;
#[cfg(feature = "cbor")]
mod cbor;
pub mod cloudevents;
mod config;
mod detect;
mod dynamic;
mod engine;
#[cfg(feature = "handlers")]
mod handler;
mod object;
#[cfg(feature = "http")]
#[doc(hidden)]
pub mod operation;
mod payload;
mod percent;
mod providers;
mod report;
#[cfg(feature = "serve")]
mod serve;
mod shape;
mod trigger;
mod unpack;
mod value;

pub use config::{AnyConfig, Config, Configured};
pub use detect::{Comparison, Detection, Detector};
pub use dynamic::{AnyDocument, AnyTrigger};
pub use engine::{Detail, DetailKind};
#[cfg(feature = "handlers")]
pub use handler::{BoxError, Context, Credentials, Error, Handler, Handlers, Invocation, Reply, Respond, Route, Router};
pub use object::{Document, Object};
pub use report::{MAX_VIOLATIONS, Report, Rule, Violation};
#[cfg(feature = "serve")]
pub use serve::{Platform, RunError, Server, run};
pub use shape::{Kept, Payload};
pub use trigger::{Batch, NoResponse, Sample, Trigger, TriggerInfo};
pub use triggerkit_core::TimeKind;
pub use triggerkit_core::json::Kind;
pub use triggerkit_macros::{Trigger, spec};
#[cfg(feature = "handlers")]
pub use triggerkit_macros::{trigger, triggers};
pub use value::{
    Base64, Base64Json, Codec, Encoded, Json, JsonText, Map, Packed, PackedJson, Raw, Scalar, Str, Timestamp, Value,
};

#[doc(inline)]
pub use providers::*;

/// Items that emitted code refers to. They are not part of the public API.
#[doc(hidden)]
pub mod __private;
