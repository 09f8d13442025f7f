"""What clean and fold share: changed texts are signed, collide in the LSH index, and are measured exactly."""
