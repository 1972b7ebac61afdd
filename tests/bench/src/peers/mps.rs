//! Tencent SCF's payload of the Media Processing Service.

use garde::Validate;
use serde::Deserialize;

use super::Text;

#[derive(Debug, Deserialize, Validate)]
#[garde(allow_unvalidated)]
pub struct Mps<S: Text> {
    #[serde(rename = "EventType")]
    pub event_type: S,
    #[serde(rename = "WorkflowTaskEvent")]
    #[garde(dive)]
    pub workflow_task_event: Option<MpsWorkflowTaskEvent<S>>,
}

#[derive(Debug, Deserialize, Validate)]
#[garde(allow_unvalidated)]
pub struct MpsWorkflowTaskEvent<S: Text> {
    #[serde(rename = "TaskId")]
    pub task_id: Option<S>,
    #[serde(rename = "Status")]
    pub status: Option<S>,
    #[serde(rename = "ErrCode")]
    pub err_code: Option<i64>,
    #[serde(rename = "Message")]
    pub message: Option<S>,
    #[serde(rename = "InputInfo")]
    #[garde(dive)]
    pub input_info: Option<MpsInputInfo<S>>,
    #[serde(rename = "MetaData")]
    #[garde(dive)]
    pub meta_data: Option<MpsMetaData<S>>,
    #[serde(rename = "MediaProcessResultSet")]
    #[garde(dive)]
    #[serde(default)]
    pub media_process_result_set: Vec<MpsResult<S>>,
}

#[derive(Debug, Deserialize, Validate)]
#[garde(allow_unvalidated)]
pub struct MpsInputInfo<S: Text> {
    #[serde(rename = "Type")]
    pub kind: Option<S>,
    #[serde(rename = "CosInputInfo")]
    #[garde(dive)]
    pub cos_input_info: Option<MpsCosObject<S>>,
}

#[derive(Debug, Deserialize, Validate)]
#[garde(allow_unvalidated)]
pub struct MpsCosObject<S: Text> {
    #[serde(rename = "Bucket")]
    pub bucket: Option<S>,
    #[serde(rename = "Region")]
    pub region: Option<S>,
    #[serde(rename = "Object")]
    pub object: Option<S>,
}

#[derive(Debug, Deserialize, Validate)]
#[garde(allow_unvalidated)]
pub struct MpsMetaData<S: Text> {
    #[serde(rename = "Container")]
    pub container: Option<S>,
    #[serde(rename = "Size")]
    pub size: Option<u64>,
    #[serde(rename = "Bitrate")]
    pub bitrate: Option<u64>,
    #[serde(rename = "Duration")]
    pub duration: Option<f64>,
    #[serde(rename = "Height")]
    pub height: Option<u64>,
    #[serde(rename = "Width")]
    pub width: Option<u64>,
    #[serde(rename = "Rotate")]
    pub rotate: Option<i64>,
    #[serde(rename = "AudioDuration")]
    pub audio_duration: Option<f64>,
    #[serde(rename = "AudioStreamSet")]
    #[garde(dive)]
    #[serde(default)]
    pub audio_stream_set: Vec<MpsAudioStream<S>>,
    #[serde(rename = "VideoDuration")]
    pub video_duration: Option<f64>,
    #[serde(rename = "VideoStreamSet")]
    #[garde(dive)]
    #[serde(default)]
    pub video_stream_set: Vec<MpsVideoStream<S>>,
}

#[derive(Debug, Deserialize, Validate)]
#[garde(allow_unvalidated)]
pub struct MpsAudioStream<S: Text> {
    #[serde(rename = "Codec")]
    pub codec: Option<S>,
    #[serde(rename = "Bitrate")]
    pub bitrate: Option<u64>,
    #[serde(rename = "SamplingRate")]
    pub sampling_rate: Option<u64>,
}

#[derive(Debug, Deserialize, Validate)]
#[garde(allow_unvalidated)]
pub struct MpsVideoStream<S: Text> {
    #[serde(rename = "Codec")]
    pub codec: Option<S>,
    #[serde(rename = "Bitrate")]
    pub bitrate: Option<u64>,
    #[serde(rename = "Fps")]
    pub fps: Option<u64>,
    #[serde(rename = "Height")]
    pub height: Option<u64>,
    #[serde(rename = "Width")]
    pub width: Option<u64>,
}

#[derive(Debug, Deserialize, Validate)]
#[garde(allow_unvalidated)]
pub struct MpsResult<S: Text> {
    #[serde(rename = "Type")]
    pub kind: Option<S>,
    #[serde(rename = "TranscodeTask")]
    #[garde(dive)]
    pub transcode_task: Option<MpsTranscodeTask<S>>,
    #[serde(rename = "AnimatedGraphicTask")]
    #[garde(dive)]
    pub animated_graphic_task: Option<MpsAnimatedGraphicTask<S>>,
    #[serde(rename = "SnapshotByTimeOffsetTask")]
    #[garde(dive)]
    pub snapshot_by_time_offset_task: Option<MpsSnapshotByTimeOffsetTask<S>>,
    #[serde(rename = "SampleSnapshotTask")]
    pub sample_snapshot_task: Option<serde_json::Value>,
    #[serde(rename = "ImageSpriteTask")]
    #[garde(dive)]
    pub image_sprite_task: Option<MpsImageSpriteTask<S>>,
}

#[derive(Debug, Deserialize, Validate)]
#[garde(allow_unvalidated)]
pub struct MpsTranscodeTask<S: Text> {
    #[serde(rename = "Status")]
    pub status: Option<S>,
    #[serde(rename = "ErrCode")]
    pub err_code: Option<i64>,
    #[serde(rename = "Message")]
    pub message: Option<S>,
    #[serde(rename = "Input")]
    #[garde(dive)]
    pub input: Option<MpsTranscodeInput<S>>,
    #[serde(rename = "Output")]
    #[garde(dive)]
    pub output: Option<MpsTranscodeOutput<S>>,
}

#[derive(Debug, Deserialize, Validate)]
#[garde(allow_unvalidated)]
pub struct MpsTranscodeInput<S: Text> {
    #[serde(rename = "Definition")]
    pub definition: Option<u64>,
    #[serde(rename = "OutputStorage")]
    #[garde(dive)]
    pub output_storage: Option<MpsStorage<S>>,
    #[serde(rename = "OutputObjectPath")]
    pub output_object_path: Option<S>,
    #[serde(rename = "WatermarkSet")]
    #[garde(dive)]
    #[serde(default)]
    pub watermark_set: Vec<MpsWatermark<S>>,
    #[serde(rename = "SegmentObjectName")]
    pub segment_object_name: Option<S>,
    #[serde(rename = "ObjectNumberFormat")]
    #[garde(dive)]
    pub object_number_format: Option<MpsNumberFormat<S>>,
}

#[derive(Debug, Deserialize, Validate)]
#[garde(allow_unvalidated)]
pub struct MpsStorage<S: Text> {
    #[serde(rename = "Type")]
    pub kind: Option<S>,
    #[serde(rename = "CosOutputStorage")]
    #[garde(dive)]
    pub cos_output_storage: Option<MpsCosBucket<S>>,
}

#[derive(Debug, Deserialize, Validate)]
#[garde(allow_unvalidated)]
pub struct MpsCosBucket<S: Text> {
    #[serde(rename = "Bucket")]
    pub bucket: Option<S>,
    #[serde(rename = "Region")]
    pub region: Option<S>,
}

#[derive(Debug, Deserialize, Validate)]
#[garde(allow_unvalidated)]
pub struct MpsWatermark<S: Text> {
    #[serde(rename = "Definition")]
    pub definition: Option<u64>,
    #[serde(rename = "TextContent")]
    pub text_content: Option<S>,
    #[serde(rename = "SvgContent")]
    pub svg_content: Option<S>,
}

#[derive(Debug, Deserialize, Validate)]
#[garde(allow_unvalidated)]
pub struct MpsNumberFormat<S: Text> {
    #[serde(rename = "InitialValue")]
    pub initial_value: Option<u64>,
    #[serde(rename = "Increment")]
    pub increment: Option<u64>,
    #[serde(rename = "MinLength")]
    pub min_length: Option<u64>,
    #[serde(rename = "PlaceHolder")]
    pub place_holder: Option<S>,
}

#[derive(Debug, Deserialize, Validate)]
#[garde(allow_unvalidated)]
pub struct MpsTranscodeOutput<S: Text> {
    #[serde(rename = "OutputStorage")]
    #[garde(dive)]
    pub output_storage: Option<MpsStorage<S>>,
    #[serde(rename = "Path")]
    pub path: Option<S>,
    #[serde(rename = "Definition")]
    pub definition: Option<u64>,
    #[serde(rename = "Container")]
    pub container: Option<S>,
    #[serde(rename = "Size")]
    pub size: Option<u64>,
    #[serde(rename = "Md5")]
    pub md5: Option<S>,
    #[serde(rename = "Bitrate")]
    pub bitrate: Option<u64>,
    #[serde(rename = "Duration")]
    pub duration: Option<f64>,
    #[serde(rename = "Height")]
    pub height: Option<u64>,
    #[serde(rename = "Width")]
    pub width: Option<u64>,
    #[serde(rename = "VideoStreamSet")]
    #[garde(dive)]
    #[serde(default)]
    pub video_stream_set: Vec<MpsVideoStream<S>>,
    #[serde(rename = "AudioStreamSet")]
    #[garde(dive)]
    #[serde(default)]
    pub audio_stream_set: Vec<MpsAudioStream<S>>,
}

#[derive(Debug, Deserialize, Validate)]
#[garde(allow_unvalidated)]
pub struct MpsAnimatedGraphicTask<S: Text> {
    #[serde(rename = "Status")]
    pub status: Option<S>,
    #[serde(rename = "ErrCode")]
    pub err_code: Option<i64>,
    #[serde(rename = "Message")]
    pub message: Option<S>,
    #[serde(rename = "Input")]
    #[garde(dive)]
    pub input: Option<MpsAnimatedGraphicInput<S>>,
    #[serde(rename = "Output")]
    pub output: Option<serde_json::Value>,
}

#[derive(Debug, Deserialize, Validate)]
#[garde(allow_unvalidated)]
pub struct MpsAnimatedGraphicInput<S: Text> {
    #[serde(rename = "Definition")]
    pub definition: Option<u64>,
    #[serde(rename = "OutputStorage")]
    #[garde(dive)]
    pub output_storage: Option<MpsStorage<S>>,
    #[serde(rename = "OutputObjectPath")]
    pub output_object_path: Option<S>,
    #[serde(rename = "StartTimeOffset")]
    pub start_time_offset: Option<f64>,
    #[serde(rename = "EndTimeOffset")]
    pub end_time_offset: Option<f64>,
}

#[derive(Debug, Deserialize, Validate)]
#[garde(allow_unvalidated)]
pub struct MpsSnapshotByTimeOffsetTask<S: Text> {
    #[serde(rename = "Status")]
    pub status: Option<S>,
    #[serde(rename = "ErrCode")]
    pub err_code: Option<i64>,
    #[serde(rename = "Message")]
    pub message: Option<S>,
    #[serde(rename = "Input")]
    #[garde(dive)]
    pub input: Option<MpsSnapshotByTimeOffsetInput<S>>,
    #[serde(rename = "Output")]
    #[garde(dive)]
    pub output: Option<MpsSnapshotByTimeOffsetOutput<S>>,
}

#[derive(Debug, Deserialize, Validate)]
#[garde(allow_unvalidated)]
pub struct MpsSnapshotByTimeOffsetInput<S: Text> {
    #[serde(rename = "Definition")]
    pub definition: Option<u64>,
    #[serde(rename = "OutputStorage")]
    #[garde(dive)]
    pub output_storage: Option<MpsStorage<S>>,
    #[serde(rename = "OutputObjectPath")]
    pub output_object_path: Option<S>,
    #[serde(rename = "TimeOffsetSet")]
    #[serde(default)]
    pub time_offset_set: Vec<f64>,
    #[serde(rename = "WatermarkSet")]
    #[garde(dive)]
    #[serde(default)]
    pub watermark_set: Vec<MpsWatermark<S>>,
    #[serde(rename = "ObjectNumberFormat")]
    #[garde(dive)]
    pub object_number_format: Option<MpsNumberFormat<S>>,
}

#[derive(Debug, Deserialize, Validate)]
#[garde(allow_unvalidated)]
pub struct MpsSnapshotByTimeOffsetOutput<S: Text> {
    #[serde(rename = "Storage")]
    #[garde(dive)]
    pub storage: Option<MpsStorage<S>>,
    #[serde(rename = "Definition")]
    pub definition: Option<u64>,
    #[serde(rename = "PicInfoSet")]
    #[garde(dive)]
    #[serde(default)]
    pub pic_info_set: Vec<MpsSnapshot<S>>,
}

#[derive(Debug, Deserialize, Validate)]
#[garde(allow_unvalidated)]
pub struct MpsSnapshot<S: Text> {
    #[serde(rename = "TimeOffset")]
    pub time_offset: Option<f64>,
    #[serde(rename = "Path")]
    pub path: Option<S>,
    #[serde(rename = "WaterMarkDefinition")]
    #[serde(default)]
    pub water_mark_definition: Vec<u64>,
}

#[derive(Debug, Deserialize, Validate)]
#[garde(allow_unvalidated)]
pub struct MpsImageSpriteTask<S: Text> {
    #[serde(rename = "Status")]
    pub status: Option<S>,
    #[serde(rename = "ErrCode")]
    pub err_code: Option<i64>,
    #[serde(rename = "Message")]
    pub message: Option<S>,
    #[serde(rename = "Input")]
    #[garde(dive)]
    pub input: Option<MpsImageSpriteInput<S>>,
    #[serde(rename = "Output")]
    #[garde(dive)]
    pub output: Option<MpsImageSpriteOutput<S>>,
}

#[derive(Debug, Deserialize, Validate)]
#[garde(allow_unvalidated)]
pub struct MpsImageSpriteInput<S: Text> {
    #[serde(rename = "Definition")]
    pub definition: Option<u64>,
    #[serde(rename = "OutputStorage")]
    #[garde(dive)]
    pub output_storage: Option<MpsStorage<S>>,
    #[serde(rename = "OutputObjectPath")]
    pub output_object_path: Option<S>,
    #[serde(rename = "WebVttObjectName")]
    pub web_vtt_object_name: Option<S>,
    #[serde(rename = "ObjectNumberFormat")]
    #[garde(dive)]
    pub object_number_format: Option<MpsNumberFormat<S>>,
}

#[derive(Debug, Deserialize, Validate)]
#[garde(allow_unvalidated)]
pub struct MpsImageSpriteOutput<S: Text> {
    #[serde(rename = "Storage")]
    #[garde(dive)]
    pub storage: Option<MpsStorage<S>>,
    #[serde(rename = "Definition")]
    pub definition: Option<u64>,
    #[serde(rename = "Height")]
    pub height: Option<u64>,
    #[serde(rename = "Width")]
    pub width: Option<u64>,
    #[serde(rename = "TotalCount")]
    pub total_count: Option<u64>,
    #[serde(rename = "ImagePathSet")]
    #[serde(default)]
    pub image_path_set: Vec<S>,
    #[serde(rename = "WebVttPath")]
    pub web_vtt_path: Option<S>,
}
