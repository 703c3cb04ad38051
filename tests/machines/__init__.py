"""What docs/deployment.md says, on machines that are made for it by `make e2e-machines`."""
