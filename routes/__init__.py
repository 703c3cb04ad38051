"""HTTP: each file declares an area's calls; `register_routes` is the list of them all."""
