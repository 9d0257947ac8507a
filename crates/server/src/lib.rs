//! The sharing server: sessions, pictures, plans, reports and openings over HTTP.
