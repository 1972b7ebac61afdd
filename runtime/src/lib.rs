//! Typed, validated trigger events for serverless functions, generated from declarative specs.
//!
//! Each trigger has a struct for its event. It decodes a payload, or reports everything that is wrong with it:
//!
//! ```
//! # #[cfg(feature = "huawei")] {
//! use triggerkit::huawei::KafkaEvent;
//!
//! let event = KafkaEvent::decode(r#"{"messages": ["one", "two"]}"#)?;
//! assert_eq!(event.messages[1], "two");
//!
//! let wrong = r#"{"messages": ["one", null], "region": [7]}"#;
//! let report = KafkaEvent::decode(wrong).unwrap_err();
//! assert_eq!(report.violations().len(), 2);
//! let first = report.violations()[0].to_string();
//! assert_eq!(first, "messages[1]: expected text, found null [required]");
//! # }
//! # Ok::<(), triggerkit::Report>(())
//! ```
//!
//! A handler is a function that names the trigger whose events it handles. [`run`] serves handlers on five clouds
//! and on your own machine:
//!
//! ```no_run
//! # #[cfg(all(feature = "tencent", feature = "serve"))] {
//! use triggerkit::{Context, Error, Router, handler, tencent, trigger};
//!
//! #[trigger(tencent::Ckafka)]
//! async fn on_orders(event: tencent::CkafkaEvent, cx: Context) -> Result<usize, Error> {
//!     println!("{}: {} orders", cx.request_id(), event.records.len());
//!     Ok(event.records.len())
//! }
//!
//! # async fn serve() -> Result<(), triggerkit::RunError> {
//! triggerkit::run(Router::new().with(handler!(on_orders))).await
//! # }
//! # }
//! ```
//!
//! # Where to find what
//!
//! - [`huawei`], [`volcengine`], [`tencent`], [`aliyun`] and [`aws`] contain the events, responses and configurations of each
//!   provider. A feature of the same name enables each of them.
//! - [`Document`] has every method for decoding, checking and writing. [`Report`] lists the violations of a payload, each with its
//!   path, and [`Limits`] bounds what a payload may cost.
//! - [`detect`](fn@detect) finds the trigger of a payload, and [`AnyEvent`] is an event of any trigger. [`Trigger`] connects the event of a
//!   trigger to its id and its samples.
//! - [`Encoded`], [`Base64`], [`Timestamp`], [`Str`], [`Map`] and [`Json`] are types of fields.
//! - [`trigger`], [`triggers`] and [`Router`] turn functions into a service. [`Context`] describes an invocation, and [`Server`]
//!   has the settings of [`run`].
//! - [`spec`] generates a module from your own spec, and [`derive(Trigger)`](macro@Trigger) makes an event of a struct.
//! - [`cloudevents`] turns CloudEvents over HTTP into payloads.
//!
//! The repository has [a guide], which begins with decoding, and pages about [handlers], [web services], [deploying] and the
//! [spec language]. [A page for each provider] shows its triggers with their fields and samples.
//!
//! [a guide]: https://github.com/triggerkit/triggerkit/blob/main/docs/guide.md
//! [handlers]: https://github.com/triggerkit/triggerkit/blob/main/docs/handlers.md
//! [web services]: https://github.com/triggerkit/triggerkit/blob/main/docs/http.md
//! [deploying]: https://github.com/triggerkit/triggerkit/blob/main/docs/deploy.md
//! [spec language]: https://github.com/triggerkit/triggerkit/blob/main/docs/spec-language.md
//! [A page for each provider]: https://github.com/triggerkit/triggerkit/blob/main/docs/triggers/README.md
//!
//! # Triggers
//!
//! <!-- generated: triggers -->
//!
//! | Feature | Provider | Triggers |
//! | --- | --- | --- |
//! | `aliyun` | Alibaba Cloud Function Compute | `http`, `oss`, `log`, `timer`, `cdn`, `mns`, `rds`, `tablestore`, `apigw`, `datahub`, `iot`, `eventbridge`, `eb_mns_queue`, `eb_kafka`, `eb_rocketmq`, `rocketmq_selfmanaged`, `eb_rabbitmq`, `eb_mqtt`, `eb_dts`, `eb_oss`, `eb_http`, `eb_schedule`, `eb_sls`, `eb_actiontrail`, `async_destination`, `eb_async_invoke`, `eb_raw` |
//! | `aws` | AWS Lambda | `alb`, `apigw`, `apigw_v2`, `function_url`, `websocket`, `authorizer_token`, `authorizer_request`, `authorizer_v2`, `websocket_authorizer`, `iot_authorizer`, `vpc_lattice`, `vpc_lattice_v2`, `appsync`, `appsync_direct`, `appsync_direct_batch`, `appsync_events`, `appsync_authorizer`, `sqs`, `sqs_api`, `sns`, `sns_confirmation`, `kinesis`, `kinesis_window`, `dynamodb`, `dynamodb_window`, `firehose`, `kinesis_analytics`, `kinesis_analytics_output`, `kafka`, `activemq`, `rabbitmq`, `documentdb`, `s3`, `s3_test`, `s3_batch`, `ses`, `cloudwatch_logs`, `code_commit`, `eventbridge`, `schedule`, `autoscaling`, `code_build`, `code_deploy`, `code_pipeline`, `code_commit_eventbridge`, `ecr_scan`, `ecr_push`, `ecr_replication`, `ecr_pull_through_cache`, `ecr_scan_resource`, `s3_eventbridge`, `ec2_state`, `ec2_spot`, `ec2_rebalance`, `cloudtrail`, `cloudtrail_call`, `cloudtrail_service`, `signin`, `controltower`, `controltower_eventbridge`, `health`, `guardduty`, `security_hub`, `security_hub_insight`, `macie`, `config_event`, `batch_job`, `ecs_task`, `ecs_service`, `step_functions`, `rds_event`, `trusted_advisor`, `glue_job`, `glue_crawler`, `glue_catalog`, `cloudwatch_alarm_eventbridge`, `kms_key`, `tag_change`, `emr`, `parameter_store`, `code_pipeline_job`, `code_deploy_lifecycle`, `ecs_lifecycle`, `cloudformation`, `cloudformation_provider`, `cloudformation_macro`, `cloudformation_hook`, `config_rule`, `secrets_manager`, `s3_object_lambda`, `cloudwatch_alarm`, `cloudwatch_alarm_message`, `cloudwatch_widget`, `autoscaling_termination`, `lambda_destination`, `redshift_udf`, `ground_truth_task`, `ground_truth_annotation`, `transfer_identity`, `client_vpn`, `cloudfront`, `iot_registry`, `iot_provisioning`, `iot_1_click`, `iot_button`, `cognito_create_auth_challenge`, `cognito_define_auth_challenge`, `cognito_verify_auth_challenge`, `cognito_custom_message`, `cognito_custom_email_sender`, `cognito_custom_sms_sender`, `cognito_pre_sign_up`, `cognito_post_confirmation`, `cognito_pre_authentication`, `cognito_post_authentication`, `cognito_migrate_user`, `cognito_inbound_federation`, `cognito_pre_token_generation`, `cognito_pre_token_generation_v2`, `cognito_sync`, `lex`, `lex_v2`, `connect`, `connect_campaign`, `bedrock_agent`, `chime_bot`, `chime_sip`, `alexa_skill`, `alexa_smart_home`, `pinpoint_campaign`, `pinpoint_custom_channel`, `workmail` |
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
//! | `serve` | Runs a router on all five clouds and on your own machine. |
//! | `simd` | Uses vector instructions: SSE2 in the JSON scanner where the target has it, and whatever the processor supports for base64. Results are the same without it. |
//! | `cbor` | Reads and writes payloads in CBOR. |
//! | `yaml` | Reads and writes configurations as the vendor's YAML. |
//! | `all` | Enables all of the above, and every provider. Meant for trying things out: it includes the samples in the program. |
//!
//! <!-- /generated -->
//!
// Items of features that are off are on docs.rs.
#![cfg_attr(feature = "huawei", doc = "[`huawei`]: mod@huawei")]
#![cfg_attr(not(feature = "huawei"), doc = "[`huawei`]: https://docs.rs/triggerkit/latest/triggerkit/huawei/index.html")]
#![cfg_attr(feature = "volcengine", doc = "[`volcengine`]: mod@volcengine")]
#![cfg_attr(
    not(feature = "volcengine"),
    doc = "[`volcengine`]: https://docs.rs/triggerkit/latest/triggerkit/volcengine/index.html"
)]
#![cfg_attr(feature = "tencent", doc = "[`tencent`]: mod@tencent")]
#![cfg_attr(not(feature = "tencent"), doc = "[`tencent`]: https://docs.rs/triggerkit/latest/triggerkit/tencent/index.html")]
#![cfg_attr(feature = "aliyun", doc = "[`aliyun`]: mod@aliyun")]
#![cfg_attr(not(feature = "aliyun"), doc = "[`aliyun`]: https://docs.rs/triggerkit/latest/triggerkit/aliyun/index.html")]
#![cfg_attr(feature = "aws", doc = "[`aws`]: mod@aws")]
#![cfg_attr(not(feature = "aws"), doc = "[`aws`]: https://docs.rs/triggerkit/latest/triggerkit/aws/index.html")]
#![cfg_attr(
    feature = "handlers",
    doc = "[`Context`]: Context\n[`Router`]: Router\n[`trigger`]: macro@trigger\n[`triggers`]: macro@triggers"
)]
#![cfg_attr(not(feature = "handlers"), doc = "[`Context`]: https://docs.rs/triggerkit/latest/triggerkit/struct.Context.html")]
#![cfg_attr(not(feature = "handlers"), doc = "[`Router`]: https://docs.rs/triggerkit/latest/triggerkit/struct.Router.html")]
#![cfg_attr(not(feature = "handlers"), doc = "[`trigger`]: https://docs.rs/triggerkit/latest/triggerkit/attr.trigger.html")]
#![cfg_attr(not(feature = "handlers"), doc = "[`triggers`]: https://docs.rs/triggerkit/latest/triggerkit/attr.triggers.html")]
#![cfg_attr(feature = "serve", doc = "[`Server`]: Server\n[`run`]: fn@run")]
#![cfg_attr(not(feature = "serve"), doc = "[`Server`]: https://docs.rs/triggerkit/latest/triggerkit/struct.Server.html")]
#![cfg_attr(not(feature = "serve"), doc = "[`run`]: https://docs.rs/triggerkit/latest/triggerkit/fn.run.html")]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[allow(unused_extern_crates, reason = "the macros emit paths that start with `triggerkit`, in this crate as well")]
extern crate self as triggerkit;

mod builder;
pub mod cloudevents;
mod config;
mod detect;
mod dynamic;
mod encoded;
mod failures;
#[cfg(feature = "handlers")]
mod handler;
mod json_text;
#[cfg(feature = "http")]
#[doc(hidden)]
pub mod operation;
mod percent_encoding;
mod providers;
mod responses;
#[cfg(feature = "serve")]
mod serve;
mod trigger;
mod unpack;
mod web;
mod written_type;

pub use config::{AnyConfig, Config, ConfigType, Configured, Section};
pub use detect::{Comparison, Detection, Detector};
pub use dynamic::{AnyDocument, AnyTrigger};
pub use encoded::{Base64Json, ByteList, Codec, Encoded, JsonText, Packed, PackedJson, PercentText};
pub use failures::FailuresInfo;
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
pub use triggerkit_core::locate::{Position, locate};
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
#[cfg(feature = "aws")]
pub use providers::aws;
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
