//! The `Cargo.toml` of a new project.

use super::Project;

impl Project<'_> {
    pub(super) fn manifest(&self) -> String {
        let mut features: Vec<&str> = self.providers.to_vec();
        features.push("serve");
        let mut dependencies = Vec::new();
        if !self.requests.is_empty() {
            features.push("axum");
            dependencies.push("axum = { version = \"0.8\", default-features = false }".to_owned());
        }
        features.sort_unstable();
        dependencies.push("tokio = { version = \"1\", features = [\"macros\", \"rt\"] }".to_owned());
        dependencies.push(format!("triggerkit = {}", self.triggerkit(&features)));
        format!(
            "[package]\nname = \"{}\"\nversion = \"0.1.0\"\nedition = \"2024\"\nrust-version = \"1.88\"\n\n[dependencies]\n{}\n\n\
             [dev-dependencies]\ntriggerkit = {}\n\n\
             # A smaller file starts faster. With `panic = \"abort\"`, a panic would end the process and every invocation in it.\n\
             [profile.release]\nlto = \"thin\"\ncodegen-units = 1\npanic = \"unwind\"\nstrip = true\n\n\
             # The project is not part of a workspace in a folder above it.\n[workspace]\n",
            self.name,
            dependencies.join("\n"),
            self.triggerkit(&["samples"]),
        )
    }

    /// Returns the dependency on triggerkit with some features.
    fn triggerkit(&self, features: &[&str]) -> String {
        let source = match &self.triggerkit_path {
            // A path may contain backslashes.
            Some(path) => format!("path = '{path}'"),
            None => format!("version = \"{}\"", env!("CARGO_PKG_VERSION")),
        };
        format!("{{ {source}, features = [\"{}\"] }}", features.join("\", \""))
    }
}
