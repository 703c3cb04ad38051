"""The shop beside other servers. `make e2e` runs these tests; it installs what they need."""
