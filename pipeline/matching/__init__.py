"""What clean and fold share: changed texts are signed, meet their candidates in the LSH index, and are measured exactly."""
