//! How does one function with state handle the object storage events of four clouds?
//!
//! Start it with `cargo run --example thumbnails`, then send events from another terminal:
//!
//! ```console
//! $ triggerkit invoke --trigger huawei.obs
//! $ triggerkit invoke --trigger volcengine.tos
//! $ triggerkit invoke --trigger tencent.cos
//! $ triggerkit invoke --trigger aliyun.oss
//! ```

use std::sync::atomic::{AtomicU64, Ordering};

use triggerkit::{Error, Router, RunError, aliyun, huawei, tencent, triggers, volcengine};

/// Creates thumbnails of uploaded pictures. This example only prints their names.
struct Thumbnails {
    folder: String,
    count: AtomicU64,
}

impl Thumbnails {
    /// Creates the thumbnail of an object and returns its path.
    fn create(&self, bucket: &str, key: &str) -> String {
        let number = self.count.fetch_add(1, Ordering::Relaxed) + 1;
        println!("thumbnail {number}: {key} of {bucket}");
        format!("{bucket}/{}/{key}.webp", self.folder)
    }
}

// Where the vendor documents a configuration of the trigger, it is set so that only new objects call the function.
#[triggers]
impl Thumbnails {
    #[trigger(huawei::Obs, config(bucket = "photos", events = ["ObjectCreated"]))]
    async fn on_obs(&self, event: huawei::ObsEvent) -> Result<Vec<String>, Error> {
        Ok(event.records.iter().map(|record| self.create(&record.s3.bucket.name, &record.s3.object.key)).collect())
    }

    #[trigger(volcengine::Tos)]
    async fn on_tos(&self, event: volcengine::TosEvent) -> Result<Vec<String>, Error> {
        Ok(event.data.events.iter().map(|record| self.create(&record.tos.bucket.name, &record.tos.object.key)).collect())
    }

    #[trigger(tencent::Cos)]
    async fn on_cos(&self, event: tencent::CosEvent) -> Result<Vec<String>, Error> {
        let objects = event.records.iter().map(|record| (&record.cos.cos_bucket.name, &record.cos.cos_object.key));
        // A key comes after the account and the bucket: `/1253970026/photos/sea.jpg`.
        Ok(objects.map(|(bucket, key)| self.create(bucket, key.splitn(4, '/').last().unwrap_or(key))).collect())
    }

    #[trigger(aliyun::Oss, config(events = ["oss:ObjectCreated:*"]))]
    async fn on_oss(&self, event: aliyun::OssEvent) -> Result<Vec<String>, Error> {
        Ok(event.events.iter().map(|record| self.create(&record.oss.bucket.name, &record.oss.object.key)).collect())
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), RunError> {
    // Everything that must be ready before the first event is created here.
    let thumbnails = Thumbnails { folder: "thumbnails".into(), count: AtomicU64::new(0) };
    triggerkit::run(Router::new().with(thumbnails)).await
}
