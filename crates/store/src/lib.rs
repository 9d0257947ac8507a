//! What must not be lost, over SQLite; and the folder of pictures.
