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
//! | `aliyun` | Alibaba Cloud Function Compute | `http`, `oss`, `log`, `timer`, `cdn`, `mns`, `rds`, `tablestore`, `apigw`, `datahub`, `iot`, `eventbridge`, `eb_mns_queue`, `eb_kafka`, `eb_rocketmq`, `rocketmq_selfmanaged`, `eb_rabbitmq`, `eb_mqtt`, `eb_dts`, `eb_oss`, `eb_http`, `eb_schedule`, `eb_sls`, `eb_actiontrail`, `async_destination`, `eb_async_invoke`, `eb_raw` |
//! | `huawei` | Huawei Cloud FunctionGraph | `work_request`, `heartbeat`, `work_success`, `work_failure`, `smn`, `dms`, `apig`, `obs`, `dis`, `timer`, `lts`, `cts`, `dds`, `gaussmongo`, `kafka`, `rocketmq`, `rabbitmq`, `eventgrid`, `eventgrid_obs`, `eventgrid_cts`, `iotda`, `async_notification` |
//! | `tencent` | Tencent Cloud SCF | `apigw`, `apigw_websocket`, `function_url`, `tcb_http`, `timer`, `cos`, `ckafka`, `cmq`, `cls`, `mps`, `clb`, `eventbridge` |
//! | `volcengine` | Volcengine veFaaS | `timer`, `apig`, `kafka`, `bmq`, `rocketmq`, `tos`, `tls`, `sns`, `batch` |
//!
//! <!-- /generated -->
//!
//! # Features
//!
//! <!-- generated: features -->
//!
//! | Feature | What it does |
//! | --- | --- |
//! | `samples` | Includes the documented payloads as `TriggerInfo::samples`. |
//! | `http` | Converts operations, and the events of HTTP triggers, to and from `http::Request` and `http::Response`. |
//! | `handlers` | Adds handlers, and the router that picks one for each event. |
//! | `axum` | Makes `Context` an extractor of axum. |
//! | `serve` | Runs a router on the four clouds and on your own machine. |
//! | `simd` | Uses vector instructions: SSE2 in the JSON scanner where the target has it, and whatever the processor supports for base64. Results are the same without it. |
//! | `cbor` | Reads and writes payloads in CBOR. |
//! | `yaml` | Reads and writes configurations as the vendor's YAML. |
//! | `all` | Enables all of the above, and every provider. Meant for trying things out: it includes the samples in the program. |
//!
//! <!-- /generated -->

#[allow(unused_extern_crates, reason = "the macros emit paths that start with `triggerkit`, in this crate as well")]
extern crate self as triggerkit;

mod builder;
pub mod cloudevents;
mod config;
mod detect;
mod dynamic;
mod encoded;
#[cfg(feature = "handlers")]
mod handler;
mod json_text;
#[cfg(feature = "http")]
#[doc(hidden)]
pub mod operation;
mod percent_encoding;
mod providers;
#[cfg(feature = "serve")]
mod serve;
mod trigger;
mod unpack;
mod web;
mod written_type;

pub use config::{AnyConfig, Config, ConfigType, Configured, Section};
pub use detect::{Comparison, Detection, Detector};
pub use dynamic::{AnyDocument, AnyTrigger};
pub use encoded::{Base64Json, Codec, Encoded, JsonText, Packed, PackedJson};
#[cfg(feature = "handlers")]
pub use handler::{Body, BoxError, Context, Credentials, Error, Handler, Handlers, Invocation, Reply, Respond, Route, Router};
#[cfg(feature = "serve")]
pub use serve::{FunctionKind, Platform, RunError, Server, run};
pub use trigger::{Batch, HttpTrigger, NoResponse, Sample, Status, Trigger, TriggerInfo};
pub use triggerkit_core::TimeKind;
pub use triggerkit_core::data::{Base64, Json, Kept, Map, Timestamp};
pub use triggerkit_core::document::Document;
pub use triggerkit_core::engine::{Detail, DetailKind, Object, Value};
pub use triggerkit_core::json::Kind;
pub use triggerkit_core::limits::Limits;
pub use triggerkit_core::report::{MAX_VIOLATIONS, Report, Rule, Severity, Violation};
pub use triggerkit_core::shape::Payload;
pub use triggerkit_core::text::Str;
pub use triggerkit_core::value::{Raw, Scalar};
pub use triggerkit_macros::{Trigger, spec};
#[cfg(not(feature = "handlers"))]
#[doc(hidden)]
pub use triggerkit_macros::{
    handler_without_feature as handler, trigger_without_feature as trigger, triggers_without_feature as triggers,
};
#[cfg(feature = "handlers")]
pub use triggerkit_macros::{trigger, triggers};

pub use web::info::HttpInfo;
#[cfg(feature = "http")]
pub use web::{
    any::AnyHttp,
    request::{ClientAddress, PathParameters},
};

// The glob imports the modules too. If they are named, the compiler reports which feature is missing.
#[cfg(feature = "aliyun")]
pub use providers::aliyun;
#[cfg(feature = "huawei")]
pub use providers::huawei;
#[cfg(feature = "tencent")]
pub use providers::tencent;
#[cfg(feature = "volcengine")]
pub use providers::volcengine;
#[doc(inline)]
pub use providers::*;

/// Items that emitted code refers to. They are not part of the public API.
#[doc(hidden)]
pub mod __private;
