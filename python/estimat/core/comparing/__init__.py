"""What has changed between two estimates."""
